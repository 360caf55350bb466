;;; flow-ts-mode.el --- Call flows as text, by tree-sitter  -*- lexical-binding: t; -*-

;; Author: The flowc authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, tools
;; URL: https://github.com/flowc-lang/flowc

;;; Commentary:

;; flow-mode with the colours and the index of the parser in editors/tree-sitter-flow.
;; All else is that of flow-mode.

;;; Code:

(require 'flow-mode)
(require 'treesit)

(declare-function treesit-ready-p "treesit.c")
(declare-function treesit-parser-create "treesit.c")
(declare-function treesit-node-text "treesit.c")
(declare-function treesit-node-child "treesit.c")

(defun flow-ts-mode--words (words)
  "An alternative of WORDS."
  (vconcat words))

(defun flow-ts-mode--one-of (words)
  "A regular expression for a whole name that is one of WORDS."
  (concat "\\`" (regexp-opt words) "\\'"))

(defun flow-ts-mode--font-lock ()
  "The colours, by node."
  (treesit-font-lock-rules
   :language 'flow :feature 'comment
   '((comment) @font-lock-comment-face)
   :language 'flow :feature 'string
   '([(text) (long_text)] @font-lock-string-face)
   :language 'flow :feature 'escape :override t
   '((escape) @font-lock-escape-face
     (variable) @font-lock-variable-name-face
     (interpolation) @font-lock-constant-face)
   :language 'flow :feature 'keyword
   `(,(vconcat (seq-difference flow-words-settings flow-words-inner))
     @font-lock-preprocessor-face
     ,(vconcat (seq-difference flow-words-inner
                                           (append flow-words-settings flow-words-steps)))
     @font-lock-builtin-face
     ,(vconcat (append flow-words-settings flow-words-steps flow-words-declarations))
     @font-lock-keyword-face
     [(end) (expect_end)] @font-lock-keyword-face
     ((target) @font-lock-keyword-face
      (:match ,(flow-ts-mode--one-of flow-words-targets) @font-lock-keyword-face))
     ((key (identifier) @font-lock-keyword-face)
      (:match ,(flow-ts-mode--one-of flow-words-outcomes) @font-lock-keyword-face)))
   :language 'flow :feature 'name
   '((label (identifier) @font-lock-type-face)
     (target) @font-lock-type-face
     (step_decl :anchor (declared) @font-lock-function-name-face)
     (invoke step: (identifier) @font-lock-function-call-face)
     (tested (identifier) @font-lock-function-call-face)
     (given (identifier) @font-lock-constant-face)
     (param_name (identifier) @font-lock-property-use-face)
     (declared) @font-lock-constant-face
     (constant) @font-lock-constant-face
     (input (identifier) @font-lock-variable-name-face))
   :language 'flow :feature 'number
   '([(number) (hash) (date) (time)] @font-lock-number-face
     (zone) @font-lock-constant-face)
   :language 'flow :feature 'operator
   '(["->" ".." "="] @font-lock-operator-face)))

(defun flow-ts-mode--name (node)
  "The name that NODE declares."
  (treesit-node-text (treesit-node-child node 0 t) t))

;;;###autoload
(define-derived-mode flow-ts-mode flow-mode "Flow"
  "A mode for call flows as text, by tree-sitter.

\\{flow-mode-map}"
  (when (treesit-ready-p 'flow)
    (treesit-parser-create 'flow)
    (setq-local treesit-font-lock-settings (flow-ts-mode--font-lock)
                treesit-font-lock-feature-list '((comment) (keyword string) (name number escape) (operator))
                treesit-simple-imenu-settings '((nil "\\`label\\'" nil flow-ts-mode--name)
                                                ("Steps" "\\`step_decl\\'" nil flow-ts-mode--name)
                                                ("Tests" "\\`test_decl\\'" nil flow-ts-mode--name)
                                                ("Constants" "\\`\\(?:let\\|param\\)\\'" nil flow-ts-mode--name)))
    (treesit-major-mode-setup)))

;;;###autoload
(when (and (fboundp 'treesit-language-available-p) (treesit-language-available-p 'flow))
  (add-to-list 'auto-mode-alist '("\\.flow\\'" . flow-ts-mode)))

(provide 'flow-ts-mode)
;;; flow-ts-mode.el ends here
