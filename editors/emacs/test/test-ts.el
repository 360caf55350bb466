;;; test-ts.el --- Tests of flow-ts-mode  -*- lexical-binding: t; -*-

;;; Code:

(require 'ert)
(require 'imenu)
(add-to-list 'treesit-extra-load-path (getenv "PARSER"))
(require 'flow-ts-mode)

(ert-deftest flow-ts-test-colours ()
  (with-temp-buffer
    (insert "cloud \"dev\" // c\nsay: say \"a {{pin}} ${from}\\n\"\nget url -> next/agent\nend\n"
            "input 1 { ok -> a; b -> again }\ncall 5263 from from\nstep ask(a) { ask a: 1 }\n")
    (flow-ts-mode)
    (setq treesit-font-lock-level 4)
    (treesit-font-lock-recompute-features)
    (font-lock-ensure)
    (pcase-dolist
        (`(,text . ,want)
         '(("cloud" . preprocessor) ("\"dev" . string) ("// c" . comment) ("say:" . type) ("say \"" . keyword)
           ("{{pin" . variable-name) ("${from" . constant) ("\\n" . escape) ("get" . keyword) ("url" . constant)
           ("->" . operator) ("next" . keyword) ("agent" . type) ("end" . keyword) ("ok" . keyword)
           ("again" . keyword) ("5263" . number) ("from" . keyword) ("from" . constant)
           ("ask(" . function-name) ("ask" . function-call) ("a:" . property-use)))
      (goto-char (if (equal text "cloud") (point-min) (point)))
      (search-forward text)
      (let ((face (get-text-property (match-beginning 0) 'face)))
        (should (equal (cons text (intern (format "font-lock-%s-face" want)))
                       (cons text (if (consp face) (car face) face))))))))

(ert-deftest flow-ts-test-imenu ()
  (with-temp-buffer
    (insert "let a = 1\nstep ask(b) {\n  c:\n    say b\n}\nd: say \"e: f\"\n")
    (flow-ts-mode)
    (let ((index (imenu--make-index-alist t)))
      (should (equal '("ask") (mapcar #'car (cdr (assoc "Steps" index)))))
      (should (equal '("a") (mapcar #'car (cdr (assoc "Constants" index)))))
      (should (assoc "d" index)))))

(ert-deftest flow-ts-test-indentation ()
  (with-temp-buffer
    (insert "a:\nsay \"x\"\ninput 1 {\n1 -> a\n}\n")
    (flow-ts-mode)
    (indent-region (point-min) (point-max))
    (should (equal "a:\n  say \"x\"\n  input 1 {\n    1 -> a\n  }\n" (buffer-string)))))

;;; test-ts.el ends here
