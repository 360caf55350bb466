;;; flow-mode.el --- Call flows as text  -*- lexical-binding: t; -*-

;; Author: The flowc authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools
;; URL: https://github.com/flowc-lang/flowc

;;; Commentary:

;; A mode for call flows (.flow): colours, indentation as flowc fmt has it, an
;; index of labels and steps, completion of statements, findings of flowc check
;; by Flymake and in compilation buffers, and the canonical layout.  Eglot and
;; lsp-mode start flowc lsp, which answers far more; with Eglot the payload of a
;; script can be shown beside it.

;;; Code:

(require 'cl-lib)
(require 'compile)
(require 'flymake)
(require 'rx)
(require 'flow-server)
(require 'flow-words)

(defgroup flow nil
  "Call flows as text."
  :group 'languages
  :prefix "flow-")

(defcustom flow-program "flowc"
  "The program flowc: a name on the path, or the whole path of a file."
  :type 'string
  :risky t)

(defcustom flow-indent-offset 2
  "How many columns a block is indented; the canonical layout has two."
  :type 'integer
  :safe #'integerp)

(defcustom flow-check-flags nil
  "Flags of flowc check, such as (\"--env\" \"staging\")."
  :type '(repeat string))

;;;; Text

(defvar flow-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "w" table)
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?# "." table)
    (modify-syntax-entry ?$ "." table)
    (modify-syntax-entry ?' "." table)
    table)
  "The syntax of call flows.")

(defun flow--end-of-long-text (end)
  "Go on to END in a long text, and mark the quotes that close it."
  (let ((start (nth 8 (syntax-ppss))))
    (when (and start (eq (char-after start) ?\")
               (equal (get-text-property start 'syntax-table) (string-to-syntax "|")))
      (let (done)
        (while (and (not done) (re-search-forward "\\\\.\\|\"\"\"" end 'move))
          (when (eq (char-before) ?\")
            (unless (eq (char-after (match-beginning 0)) ?\\)
              (setq done t)
              (put-text-property (1- (point)) (point)
                                 'syntax-table (string-to-syntax "|")))))))))

(defun flow--syntax-propertize (start end)
  "Find the long texts between START and END."
  (goto-char start)
  (flow--end-of-long-text end)
  (while (re-search-forward "\"\"\"" end t)
    (let ((state (save-excursion (syntax-ppss (match-beginning 0)))))
      (cond
       ((or (nth 3 state) (nth 4 state))
        (goto-char (1+ (match-beginning 0))))
       (t
        (put-text-property (match-beginning 0) (1+ (match-beginning 0))
                           'syntax-table (string-to-syntax "|"))
        (flow--end-of-long-text end))))))

;;;; Colours

(defconst flow--start "\\(?:^\\|[;{]\\|\\_<[[:alpha:]_][[:alnum:]_]*:\\)[ \t]*"
  "What stands before a statement.")

(defconst flow--name "[A-Za-z_][A-Za-z0-9_]*")

(defun flow--words (words)
  "A regular expression for WORDS, with a group."
  (concat "\\(" (regexp-opt words) "\\)\\_>"))

(defun flow--starting (words)
  "A function that finds the next of WORDS where a statement starts."
  (let ((word (concat "\\_<" (flow--words words) "\\(?:[^:]\\|$\\)"))
        (start (concat flow--start "\\=")))
    (lambda (limit)
      (let (found)
        (while (and (not found) (re-search-forward word limit t))
          (goto-char (match-end 1))
          (let ((data (match-data)))
            (save-excursion
              (goto-char (match-beginning 1))
              (setq found (and (looking-back start (line-beginning-position))
                               (not (nth 8 (syntax-ppss))))))
            (set-match-data data)))
        found))))

(defun flow--in-text (regexp)
  "A function that finds the next REGEXP that stands in a text."
  (lambda (limit)
    (let (found)
      (while (and (not found) (re-search-forward regexp limit t))
        (let ((data (match-data)))
          (setq found (nth 3 (save-excursion (syntax-ppss (match-beginning 0)))))
          (set-match-data data)))
      found)))

(defun flow--targets (limit)
  "Find the next name behind an arrow, before LIMIT."
  (let (found)
    (while (and (not found)
                (re-search-forward (concat "\\(?:->[ \t]*\\|/\\)\\(" flow--name "\\)") limit t))
      (let ((data (match-data)))
        (save-excursion
          (goto-char (match-end 1))
          (setq found (and (looking-back (concat "->[ \t]*\\(?:" flow--name "/\\)*" flow--name)
                                         (line-beginning-position))
                           (not (nth 8 (syntax-ppss))))))
        (set-match-data data)))
    found))

(defvar flow-mode-font-lock-keywords
  `((,(flow--in-text "\\\\\\(?:[\"\\nt$]\\|u{[[:xdigit:]]\\{1,6\\}}\\)")
     (0 font-lock-preprocessor-face prepend))
    (,(flow--in-text (concat "{{" flow--name "}}")) (0 font-lock-variable-name-face prepend))
    (,(flow--in-text (concat "\\${" flow--name "}")) (0 font-lock-constant-face prepend))
    ("//[ \t]*\\(flowc:allow\\)\\_>" (1 font-lock-doc-face prepend))
    (,(concat flow--start "step[ \t]+\\(" flow--name "\\)") (1 font-lock-function-name-face))
    (,(concat "\\_<\\(?:let\\|param\\)[ \t]+\\(" flow--name "\\)") (1 font-lock-constant-face))
    (,(concat "\\_<into[ \t]+\\(" flow--name "\\)") (1 font-lock-variable-name-face))
    (,(concat "\\_<\\(" flow--name "\\):\\(?:[^/:0-9]\\|$\\)") (1 font-lock-type-face))
    (,(flow--starting flow-words-settings) (1 font-lock-preprocessor-face))
    (,(flow--starting (append flow-words-steps flow-words-flow flow-words-declarations))
     (1 font-lock-keyword-face))
    (flow--targets
     (1 (if (member (match-string 1) flow-words-targets)
            'font-lock-keyword-face
          'font-lock-type-face)))
    (,(concat "\\(?:^\\|[;{}]\\)[ \t]*" (flow--words flow-words-outcomes)) (1 font-lock-keyword-face))
    (,(concat "[^:A-Za-z0-9_]" (flow--words flow-words-inner)) (1 font-lock-builtin-face))
    ("\\_<[0-9]+\\(?:[-:][0-9]+\\)*\\_>\\|[0-9]*#" (0 font-lock-constant-face)))
  "The colours of call flows.")

;;;; Indentation

(defconst flow--label-line (concat "[ \t]*" flow--name ":\\(?:[^/]\\|/[^/]\\|$\\)"))

(defconst flow--declaration-line
  (concat "[ \t]*" (flow--words flow-words-declarations) "\\(?:[^:]\\|$\\)"))

(defun flow--continues-p ()
  "Whether the code of this line ends with a comma."
  (save-excursion
    (end-of-line)
    (let ((state (syntax-ppss)))
      (when (nth 4 state)
        (goto-char (nth 8 state))))
    (skip-chars-backward " \t\r" (line-beginning-position))
    (and (eq (char-before) ?,) (not (nth 8 (syntax-ppss (1- (point))))))))

(defun flow--above ()
  "Go to the line of code above this one, if there is one."
  (let ((found nil) (at (point)))
    (while (and (not found) (zerop (forward-line -1)))
      (setq found (not (looking-at "[ \t]*\\(?://\\|\r?$\\)"))))
    (unless found (goto-char at))
    found))

(defun flow--statement-start ()
  "Go to the line that the statement starts on that goes on in this one."
  (beginning-of-line)
  (let ((more t))
    (while more
      (if (looking-at "[ \t]*)")
          (progn (goto-char (nth 1 (syntax-ppss))) (beginning-of-line))
        (let ((at (point)))
          (setq more (and (flow--above) (flow--continues-p)))
          (unless more (goto-char at)))))))

(defun flow--closed-declaration-p ()
  "Whether the code above this line is a declaration."
  (save-excursion
    (when (flow--above)
      (when (looking-at "[ \t]*}")
        (let ((open (nth 1 (syntax-ppss))))
          (when open (goto-char open))))
      (flow--statement-start)
      (looking-at flow--declaration-line))))

(defun flow--at-depth-of-body-p (open)
  "Whether this line, in the block that starts at OPEN, is not below a label.
A comment stands like what follows it; with nothing below, like the
declaration that it follows."
  (let ((comment (looking-at "[ \t]*//")) (closed (flow--closed-declaration-p)))
    (save-excursion
      (while (and (looking-at "[ \t]*//") (zerop (forward-line 1)) (not (eobp))))
      (or (looking-at flow--label-line)
          (and (not open) (looking-at flow--declaration-line))
          (and comment closed (looking-at "[ \t]*\\(?:\r?$\\|//\\)"))))))

(defun flow--below-label-p (open base)
  "Whether a label stands above, in the block that starts at OPEN, at column BASE."
  (save-excursion
    (let (found)
      (while (and (not found) (zerop (forward-line -1)) (or (not open) (> (point) open)))
        (setq found (and (looking-at flow--label-line)
                         (= (current-indentation) base)
                         (not (nth 8 (syntax-ppss))))))
      found)))

(defun flow--indentation ()
  "The column of this line in the canonical layout, or nil to leave it."
  (save-excursion
    (beginning-of-line)
    (let* ((state (syntax-ppss))
           (open (nth 1 state))
           (outer (if open (save-excursion (goto-char open) (flow--statement-start) (current-indentation)) 0))
           (base (if open (+ outer flow-indent-offset) 0))
           (start (save-excursion (flow--statement-start) (point))))
      (cond
       ((nth 3 state) nil)
       ((and open (flow--in-object-p open)) nil)
       ((looking-at "[ \t]*}") outer)
       ((and open (eq (char-after open) ?\()) base)
       ((< start (point))
        (goto-char start)
        (+ (current-indentation) flow-indent-offset))
       ((flow--at-depth-of-body-p open) base)
       ((flow--below-label-p open base) (+ base flow-indent-offset))
       (t base)))))

(defun flow--in-object-p (open)
  "Whether the brace at OPEN is one of the object of a raw step."
  (save-excursion
    (goto-char open)
    (let (found)
      (while (and open (not found))
        (goto-char open)
        (setq found (looking-back "\\_<raw[ \t]*" (line-beginning-position))
              open (nth 1 (syntax-ppss))))
      found)))

(defun flow-indent-line ()
  "Indent this line as flowc fmt does."
  (interactive)
  (let ((column (flow--indentation)) (from-end (- (point-max) (point))))
    (if (not column)
        'noindent
      (indent-line-to column)
      (when (> (- (point-max) from-end) (point))
        (goto-char (- (point-max) from-end))))))

;;;; Index and completion

(defvar flow-imenu-generic-expression
  `((nil ,(concat "^[ \t]*\\(" flow--name "\\):\\(?:[^/]\\|$\\)") 1)
    ("Steps" ,(concat "^[ \t]*step[ \t]+\\(" flow--name "\\)") 1)
    ("Constants" ,(concat "^[ \t]*\\(?:let\\|param\\)[ \t]+\\(" flow--name "\\)") 1)))

(defun flow-completion-at-point ()
  "Complete the first word of a statement, and labels behind an arrow."
  (unless (nth 8 (syntax-ppss))
    (let* ((end (point))
           (start (save-excursion (skip-chars-backward "A-Za-z0-9_") (point)))
           (before (buffer-substring-no-properties (line-beginning-position) start)))
      (cond
       ((string-match-p "->[ \t]*\\(?:[A-Za-z0-9_]+/\\)*\\'" before)
        (list start end (append flow-words-targets (flow--labels)) :exclusive 'no))
       ((string-match-p (concat "\\(?:\\`\\|[;{]\\|" flow--name ":\\)[ \t]*\\'") before)
        (list start end
              (seq-filter (lambda (word) (string-match-p "\\`[a-z]" word)) (mapcar #'car flow-words-docs))
              :annotation-function (lambda (word) (concat "  " (cdr (assoc word flow-words-docs))))
              :exclusive 'no))))))

(defun flow--labels ()
  "All labels of the buffer."
  (save-excursion
    (goto-char (point-min))
    (let (labels)
      (while (re-search-forward (concat "^[ \t]*\\(" flow--name "\\):\\(?:[^/]\\|$\\)") nil t)
        (push (match-string-no-properties 1) labels))
      (nreverse labels))))

;;;; Findings

(defconst flow--finding
  "^\\([^ \n].*?\\):\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\)\\[\\([a-z0-9-]+\\)\\]: \\(.*\\)$")

(add-to-list 'compilation-error-regexp-alist-alist
             ;; With colours, where another buffer than a script's compiles.
             `(flowc ,(concat "^\\([^ \n].*?\\):\\([0-9]+\\):\\([0-9]+\\): "
                              "\\(?:\e\\[[0-9;]*m\\)?\\(?:error\\|\\(warning\\)\\)\\[")
                     1 2 3 (4)))
(add-to-list 'compilation-error-regexp-alist 'flowc)

(defvar-local flow--process nil)

(defun flow--name-of-buffer ()
  "What the script of this buffer is called for flowc."
  (or (buffer-file-name) "untitled.flow"))

(defun flow-flymake (report &rest _)
  "Check the buffer with flowc, and REPORT what it finds to Flymake."
  (unless (executable-find flow-program)
    (error "%s was not found: install flowc, or say in `flow-program' where it is" flow-program))
  (when (process-live-p flow--process)
    (kill-process flow--process))
  (let ((source (current-buffer)))
    (save-restriction
      (widen)
      (setq flow--process
            (make-process
             :name "flowc" :noquery t :connection-type 'pipe
             :buffer (generate-new-buffer " *flowc*")
             :command (append (list flow-program "check" "-" "--stdin-name" (flow--name-of-buffer)
                                    "--max-findings" "0")
                              flow-check-flags)
             :sentinel (lambda (process _) (flow--checked process source report))))
      (process-send-region flow--process (point-min) (point-max))
      (process-send-eof flow--process))))

(defun flow--checked (process source report)
  "REPORT what PROCESS said of the buffer SOURCE, once it has ended."
  (when (memq (process-status process) '(exit signal))
    (unwind-protect
        (when (and (buffer-live-p source)
                   (eq process (buffer-local-value 'flow--process source)))
          (funcall report (flow--diagnostics process source)))
      (kill-buffer (process-buffer process)))))

(defun flow--diagnostics (process source)
  "What PROCESS found in the buffer SOURCE."
  (let ((own (with-current-buffer source (flow--name-of-buffer))) (list nil))
    (with-current-buffer (process-buffer process)
      (goto-char (point-min))
      (while (re-search-forward flow--finding nil t)
        (when (equal (match-string 1) own)
          (push (flow--diagnostic source) list))))
    (nreverse list)))

(defun flow--diagnostic (source)
  "The finding that was just found, in the buffer SOURCE."
  (let* ((line (string-to-number (match-string 2)))
         (column (string-to-number (match-string 3)))
         (type (if (equal (match-string 4) "error") :error :warning))
         (text (format "%s [%s]" (match-string 6) (match-string 5)))
         (length (save-excursion
                   (if (re-search-forward "\\=\n    .*\n[ \t]*\\(\\^+\\)$" nil t)
                       (length (match-string 1))
                     1)))
         (help (save-excursion
                 (and (re-search-forward "\\=\\(?:\n    .*\n.*\\)?\n  \\(help: .*\\)" nil t)
                      (concat "\n" (match-string 1))))))
    (with-current-buffer source
      (save-restriction
        (widen)
        (save-excursion
          (goto-char (point-min))
          (forward-line (1- line))
          (let ((start (min (+ (point) (1- column)) (line-end-position))))
            (flymake-make-diagnostic source start
                                     (max (1+ start) (min (+ start length) (line-end-position)))
                                     type (concat text help))))))))

;;;; Layout

(defun flow-format-buffer ()
  "Lay the buffer out in the canonical way.
What does not parse stays as it is."
  (interactive)
  (let ((out (generate-new-buffer " *flowc fmt*")) (said (make-temp-file "flowc")))
    (unwind-protect
        (if (zerop (call-process-region nil nil flow-program nil (list out said) nil
                                        "fmt" "-" "--stdin-name" (flow--name-of-buffer)))
            (replace-buffer-contents out)
          (user-error "%s" (with-temp-buffer
                             (insert-file-contents said)
                             (buffer-substring (point-min) (line-end-position)))))
      (kill-buffer out)
      (delete-file said))))

;;;; The mode

(defvar flow-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-f") #'flow-format-buffer)
    (define-key map (kbd "C-c C-p") #'flow-show-payload)
    (define-key map (kbd "C-c C-e") #'flow-show-expanded)
    (define-key map (kbd "C-c C-t") #'flow-run-tests)
    map)
  "Keys of `flow-mode'.")

;;;###autoload
(define-derived-mode flow-mode prog-mode "Flow"
  "A mode for call flows as text.

\\{flow-mode-map}"
  (setq-local comment-start "// "
              comment-start-skip "//+[ \t]*"
              comment-end ""
              indent-line-function #'flow-indent-line
              indent-tabs-mode nil
              electric-indent-chars (append "}):" electric-indent-chars)
              syntax-propertize-function #'flow--syntax-propertize
              font-lock-multiline t
              font-lock-defaults '(flow-mode-font-lock-keywords)
              imenu-generic-expression flow-imenu-generic-expression
              compilation-environment '("NO_COLOR=1")
              compile-command (concat flow-program " check "
                                      (if (buffer-file-name)
                                          (shell-quote-argument (file-name-nondirectory (buffer-file-name)))
                                        ".")))
  (add-hook 'project-find-functions #'flow--project t t)
  (add-hook 'after-change-functions #'flow--changed nil t)
  (add-hook 'flymake-diagnostic-functions #'flow-flymake nil t)
  (add-hook 'completion-at-point-functions #'flow-completion-at-point nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.flow\\'" . flow-mode))

(provide 'flow-mode)
;;; flow-mode.el ends here
