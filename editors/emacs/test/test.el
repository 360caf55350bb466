;;; test.el --- Tests of flow-mode  -*- lexical-binding: t; -*-

;;; Code:

(require 'ert)
(require 'imenu)
(require 'flow-mode)
(require 'seq)

(defconst flow-test-root (getenv "ROOT"))

(defmacro flow-test-with (text &rest body)
  "Run BODY in a buffer in `flow-mode' with TEXT."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (flow-mode)
     (font-lock-ensure)
     (goto-char (point-min))
     ,@body))

(defun flow-test-faces (line)
  "The faces of LINE in the order in which they stand, each once in a row."
  (flow-test-with line
    (let (faces)
      (while (not (eobp))
        (let* ((face (get-text-property (point) 'face))
               (first (if (listp face) (car face) face)))
          (unless (or (looking-at "\\s-") (null first) (eq first (car faces)))
            (push first faces)))
        (forward-char))
      (mapcar (lambda (face) (replace-regexp-in-string "font-lock-\\|-face" "" (symbol-name face)))
              (nreverse faces)))))

(ert-deftest flow-test-colours ()
  (pcase-dolist
      (`(,line . ,want)
       '(("// a // b" "comment-delimiter" "comment")
         ("cloud env NAME" "preprocessor" "builtin")
         ("let from = 5263" "keyword" "constant")
         ("say: say \"a{{b}}${c}\\n\" // d"
          "type" "keyword" "string" "variable-name" "constant" "preprocessor" "string" "comment-delimiter" "comment")
         ("call a from 442079460100" "keyword" "builtin" "constant")
         ("callback 5263 at 2030-01-15 18:30 Europe/London" "keyword" "constant" "builtin" "constant")
         ("get \"https://example.com\" -> next/agent" "keyword" "string" "keyword" "type")
         ("  12#, 4..6 -> end" "constant" "keyword")
         ("  else { say \"x\"; end }" "keyword" "string" "keyword")
         ("step ask(a) -> yes/no { end }" "keyword" "function-name" "type" "keyword")
         ("input 1 into choice" "keyword" "constant" "builtin" "variable-name")))
    (should (equal (cons line want) (cons line (flow-test-faces line))))))

(ert-deftest flow-test-long-text ()
  (flow-test-with "say \"\"\"\n  say \"x\" // y \\\"\"\" z\n  \"\"\"\nend // c\n"
    (search-forward "x\" // y")
    (should (nth 3 (syntax-ppss)))
    (should (eq (get-text-property (point) 'face) 'font-lock-string-face))
    (search-forward "z")
    (should (nth 3 (syntax-ppss)))
    (search-forward "end")
    (should-not (nth 8 (syntax-ppss)))
    (should (eq (get-text-property (1- (point)) 'face) 'font-lock-keyword-face))))

(defun flow-test-scripts ()
  "All scripts of the corpus that are in the canonical layout."
  (append (file-expand-wildcards (concat flow-test-root "/golden/*/fmt.flow"))
          (directory-files-recursively (concat flow-test-root "/examples") "\\.flow\\'")))

(defun flow-test-strip ()
  "Remove the indentation of all lines whose indentation is not their author's."
  (goto-char (point-min))
  (while (not (eobp))
    (let ((open (nth 1 (syntax-ppss))))
      (unless (or (nth 3 (syntax-ppss)) (and open (flow--in-object-p open)))
        (delete-horizontal-space)))
    (forward-line)))

(ert-deftest flow-test-indentation ()
  (let ((count 0))
    (dolist (script (flow-test-scripts))
      (with-temp-buffer
        (let ((coding-system-for-read 'utf-8-unix))
          (insert-file-contents script))
        (let ((want (buffer-string)))
          (unless (string-match-p "\r" want)
            (flow-mode)
            (flow-test-strip)
            (let ((inhibit-message t))
              (indent-region (point-min) (point-max)))
            (setq count (1+ count))
            (should (equal (cons script (split-string want "\n"))
                           (cons script (split-string (buffer-string) "\n"))))))))
    (should (> count 150))))

(defun flow-test-wait (done)
  "Wait until DONE returns something, ten seconds at most, and return it."
  (let ((end (+ (float-time) 10)) found)
    (while (and (not (setq found (funcall done))) (< (float-time) end))
      (accept-process-output nil 0.05))
    found))

(ert-deftest flow-test-flymake ()
  (let ((file (make-temp-file "flow" nil ".flow")))
    (unwind-protect
        (with-current-buffer (find-file-noselect file)
          (should (eq major-mode 'flow-mode))
          (insert "call 917507161643\nsya \"x\"\nsay \"é\"; connect agnt\nraw {\"type\": \"fax\"}\n")
          (flymake-mode 1)
          (flymake-start)
          (let ((found (flow-test-wait #'flymake-diagnostics)))
            (should (equal
                     '((2 "sya" :error "no statement \"sya\"; did you mean \"say\"? [unknown-statement]\nhelp: write say")
                       (3 "agnt" :error "no constant \"agnt\" [unknown-name]\nhelp: declare it: let agnt = 5263")
                       (4 "raw" :warning
                          "a raw object goes into the payload unchecked [raw-object]\nhelp: use it only for what the language cannot say"))
                     (mapcar (lambda (d)
                               (list (line-number-at-pos (flymake-diagnostic-beg d))
                                     (buffer-substring (flymake-diagnostic-beg d) (flymake-diagnostic-end d))
                                     (flymake-diagnostic-type d)
                                     (flymake-diagnostic-text d)))
                             (seq-sort-by #'flymake-diagnostic-beg #'< found)))))
          (erase-buffer)
          (insert "call 917507161643\n")
          (flymake-start)
          (should (flow-test-wait (lambda () (null (flymake-diagnostics)))))
          (set-buffer-modified-p nil)
          (kill-buffer))
      (delete-file file))))

(ert-deftest flow-test-no-flowc ()
  (flow-test-with "say \"x\"\n"
    (let ((flow-program "/none/flowc"))
      (should (string-match-p "was not found"
                              (cadr (should-error (flow-flymake #'ignore))))))))

(ert-deftest flow-test-compilation ()
  (let* ((directory (make-temp-file "flow" t))
         (default-directory (file-name-as-directory directory)))
    (unwind-protect
        (progn
          (should (equal '("NO_COLOR=1") (flow-test-with "" compilation-environment)))
          (write-region "call 917507161643\nsya \"x\"\nraw {\"type\": \"fax\"}\n" nil "bad.flow" nil 'quiet)
          (with-current-buffer (compile (concat flow-program " check bad.flow"))
            (should (flow-test-wait (lambda () (not (get-buffer-process (current-buffer))))))
            (compilation--ensure-parse (point-max))
            (should (equal '(1 1) (list compilation-num-errors-found compilation-num-warnings-found)))))
      (delete-directory directory t))))

(ert-deftest flow-test-format ()
  (flow-test-with "a:  say   \"é\"\n"
    (flow-format-buffer)
    (should (equal "a:\n  say \"é\"\n" (buffer-string))))
  (flow-test-with "say   5\n"
    (should (string-match-p "untitled.flow:1:7: error" (cadr (should-error (flow-format-buffer) :type 'user-error))))
    (should (equal "say   5\n" (buffer-string)))))

(ert-deftest flow-test-imenu ()
  (flow-test-with "let a = 1\nstep ask(b) {\n  c:\n    say b\n}\nd: say \"e: f\"\n"
    (let ((index (imenu--make-index-alist t)))
      (should (equal '("c" "d") (sort (seq-filter #'stringp (mapcar #'car (seq-filter (lambda (x) (markerp (cdr x))) index))) #'string<)))
      (should (equal '("ask") (mapcar #'car (cdr (assoc "Steps" index)))))
      (should (equal '("a") (mapcar #'car (cdr (assoc "Constants" index))))))))

(ert-deftest flow-test-completion ()
  (let ((complete (lambda (text)
                    (flow-test-with text
                      (goto-char (point-max))
                      (let ((found (flow-completion-at-point)))
                        (and found (all-completions (buffer-substring (nth 0 found) (nth 1 found)) (nth 2 found))))))))
    (should (equal '("callback") (funcall complete "a: callb")))
    (should (equal '("again" "agent") (funcall complete "agent:\n-> ag")))
    (should (equal nil (funcall complete "say ca")))
    (should (equal nil (funcall complete "say \"; ca")))))

(ert-deftest flow-test-comment ()
  (flow-test-with "say \"x\"\n"
    (comment-region (point-min) (point-max))
    (should (equal "// say \"x\"\n" (buffer-string)))))

;;; test.el ends here
