;;; test-lsp.el --- Tests of flow-mode with Eglot  -*- lexical-binding: t; -*-

;; The project in editors/testdata is the folder, and the modes are set up as the
;; README says.  Each step goes on where the one before it ended.

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'ert)
(require 'imenu)

(setq eglot-sync-connect t)

(defun flow-test-await (what condition)
  "Wait until CONDITION holds, and say WHAT never came if it does not.
Emacs in a batch is never idle, so what waits for that is done here."
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "Never came: %s" what))
      (mapc (lambda (timer) (unless (timer--triggered timer) (timer-event-handler timer)))
            (copy-sequence timer-idle-list))
      (accept-process-output nil 0.01))))

(defun flow-test-go (text)
  "Go to the first TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun flow-test-line (number)
  "Line NUMBER of the buffer."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun flow-test-places (xrefs)
  "Where XREFS are."
  (mapcar (lambda (xref)
            (let ((location (xref-item-location xref)))
              (format "%s:%d" (file-name-nondirectory (xref-location-group location))
                      (xref-location-line location))))
          xrefs))

(ert-deftest flow-test-eglot ()
  (cl-letf* (((symbol-function 'y-or-n-p) (lambda (&rest _) t))
             (main (find-file-noselect "main.flow"))
             (lib (find-file-noselect "lib/pin.flow")))
    (dolist (buffer (list main lib))
      (set-buffer buffer)
      (run-hooks 'post-command-hook)
      (should (eglot-managed-p)))
    (should (eq (with-current-buffer main (eglot-current-server)) (with-current-buffer lib (eglot-current-server))))
    (switch-to-buffer main)

    (ert-info ("Diagnostics")
      (flymake-start)
      (flow-test-await "a diagnostic" #'flymake-diagnostics)
      (let ((found (car (flymake-diagnostics))))
        (flow-test-go "agnet")
        (should (equal (list 1 (point) (match-end 0))
                       (list (length (flymake-diagnostics)) (flymake-diagnostic-beg found) (flymake-diagnostic-end found))))
        (should (string-match-p "undefined-label" (flymake-diagnostic-text found)))))

    (ert-info ("Code action")
      (cl-letf ((last-nonmenu-event ?x)
                ((symbol-function 'completing-read)
                 (lambda (_ actions &rest _)
                   (seq-find (lambda (title) (string-match-p "agent" title)) (all-completions "" actions)))))
        (eglot-code-actions (point) (match-end 0) nil t))
      (should (equal "say \"Danke schön.\"; -> agent" (flow-test-line 7)))
      (flow-test-await "no diagnostics" (lambda () (null (flymake-diagnostics)))))

    (ert-info ("Hover")
      (flow-test-go "operator")
      (let (said)
        (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
        (flow-test-await "the value" (lambda () said))
        (should (string-match-p "5263" said))))

    (ert-info ("References")
      (should (equal '("main.flow:10" "pin.flow:3")
                     (sort (flow-test-places (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot)))
                           #'string<))))

    (ert-info ("Definition")
      (flow-test-go "ask_pin")
      (call-interactively #'xref-find-definitions)
      (should (equal (list lib 5 5) (list (current-buffer) (line-number-at-pos) (current-column))))
      (switch-to-buffer main))

    (ert-info ("Symbols")
      (let ((index (format "%S" (imenu--make-index-alist t))))
        (should (string-match-p "agent" index))))

    (ert-info ("Rename")
      (flow-test-go "ask_pin")
      (eglot-rename "ask_code")
      (should (string-prefix-p "ask_code " (flow-test-line 6)))
      (with-current-buffer lib
        (should (string-prefix-p "step ask_code(" (flow-test-line 5)))))

    (ert-info ("Formatting")
      (eglot-format-buffer)
      (should (equal "say \"Danke schön.\"" (flow-test-line 7)))
      (should (equal "-> agent" (flow-test-line 8))))

    (ert-info ("Completion")
      (flow-test-go "-> agent")
      (search-forward "-> ag")
      (let ((found (nth 2 (eglot-completion-at-point))))
        (should (member "agent" (mapcar #'substring-no-properties (all-completions "ag" found))))))

    (ert-info ("Tests")
      (let ((file (find-file-noselect "main_test.flow")))
        (with-current-buffer file
          (run-hooks 'post-command-hook)
          (should (eglot-managed-p))
          (flymake-start))
        (switch-to-buffer main)
        (call-interactively #'flow-run-tests)
        (with-current-buffer file
          (flow-test-await "a failure" #'flymake-diagnostics)
          (should (string-match-p "expected \"1\", but the number is \"5263\"" (flymake-diagnostic-text (car (flymake-diagnostics)))))))
      (call-interactively #'flow-toggle-coverage)
      (with-current-buffer lib
        (flymake-start)
        (flow-test-await "what no test takes" #'flymake-diagnostics))
      (call-interactively #'flow-toggle-coverage)
      (with-current-buffer lib
        (flow-test-await "nothing of coverage" (lambda () (null (flymake-diagnostics))))))

    (ert-info ("Views")
      (call-interactively #'flow-show-payload)
      (call-interactively #'flow-show-expanded)
      (should (eq main (current-buffer)))
      (cl-flet ((shows (kind text)
                  (with-current-buffer (format "*flowc %s: main.flow*" kind)
                    (save-excursion
                      (goto-char (point-min))
                      (search-forward text nil t)))))
        (flow-test-await "the payload" (lambda () (shows "payload" "\"text\": \"Danke schön.\"")))
        (flow-test-await "the expanded script" (lambda () (shows "expanded" "connect 5263")))
        (flow-test-go "Danke schön")
        (replace-match "Merci")
        (flow-test-await "the payload after an edit" (lambda () (shows "payload" "\"text\": \"Merci.\"")))
        (with-current-buffer lib
          (flow-test-go "5263")
          (replace-match "5264"))
        (flow-test-await "both views after an edit of the file that is used"
                         (lambda () (and (shows "payload" "\"number\": \"5264\"") (shows "expanded" "connect 5264"))))))

    (dolist (buffer (list main lib))
      (with-current-buffer buffer
        (set-buffer-modified-p nil)))))

;;; test-lsp.el ends here
