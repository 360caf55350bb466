;;; flow-server.el --- The language server of call flows  -*- lexical-binding: t; -*-

;; Author: The flowc authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools
;; URL: https://github.com/flowc-lang/flowc

;;; Commentary:

;; How Eglot and lsp-mode start flowc lsp, and views by Eglot of what scripts
;; become.  flow-mode loads this.

;;; Code:

(require 'cl-lib)
(require 'seq)

(defvar flow-program)
(defvar eglot-server-programs)
(defvar lsp-language-id-configuration)
(declare-function eglot-current-server "eglot")
(declare-function eglot-managed-p "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function eglot--signal-textDocument/didChange "eglot")
(declare-function jsonrpc-async-request "jsonrpc")
(declare-function lsp-activate-on "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defun flow--server (&optional _interactive)
  "The command that starts the language server."
  (list flow-program "lsp"))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '((flow-mode :language-id "flow") . flow--server)))

(defun flow--project (folder)
  "The project of FOLDER by its flowc.yaml, where no other way knows one."
  (let ((root (locate-dominating-file folder "flowc.yaml")))
    (and root (cons 'transient root))))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(flow-mode . "flow"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection #'flow--server)
                    :activation-fn (lsp-activate-on "flow")
                    :server-id 'flowc)))

(defvar flow--views nil
  "Buffers that show what scripts become.")

(defvar-local flow--view nil
  "The script that this buffer shows, and the command of the server for it.")

(defun flow--show (command mode)
  "Show beside the script what COMMAND makes of it, in the major mode MODE."
  (unless (and (fboundp 'eglot-managed-p) (eglot-managed-p))
    (user-error "Start the language server first, by M-x eglot"))
  (let* ((script (current-buffer))
         (view (get-buffer-create (format "*flowc %s: %s*" command (buffer-name)))))
    (with-current-buffer view
      (unless flow--view
        (delay-mode-hooks (funcall mode))
        (view-mode))
      (setq flow--view (cons script (concat "flowc." command))))
    (cl-pushnew view flow--views)
    (display-buffer view '((display-buffer-reuse-window display-buffer-in-direction) (direction . right)))
    (flow--refresh)))

(defun flow-show-payload ()
  "Show the payload of this script beside it; it follows the edits of scripts."
  (interactive)
  (flow--show "payload" (if (fboundp 'js-json-mode) 'js-json-mode 'js-mode)))

(defun flow-show-expanded ()
  "Show this script in plain statements beside it; it follows the edits of scripts."
  (interactive)
  (flow--show "expanded" 'flow-mode))

(defun flow--refresh ()
  "Tell the server of the edits of all scripts, and ask for the texts of all views."
  (setq flow--views (seq-filter #'buffer-live-p flow--views))
  (when flow--views
    (flow--tell))
  (mapc #'flow--ask flow--views))

(defun flow--tell ()
  "Tell the server of the edits of all scripts."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when (and (derived-mode-p 'flow-mode) (eglot-managed-p))
        (eglot--signal-textDocument/didChange)))))

(defun flow--ask (view)
  "Ask for the text of VIEW.
Where there is none, since the script has mistakes, VIEW keeps what it shows."
  (pcase-let ((`(,script . ,command) (buffer-local-value 'flow--view view)))
    (when (buffer-live-p script)
      (with-current-buffer script
        (when (eglot-managed-p)
          (jsonrpc-async-request
           (eglot-current-server) :workspace/executeCommand
           (list :command command :arguments (vector (plist-get (eglot--TextDocumentIdentifier) :uri)))
           :success-fn (lambda (text) (flow--update view text))
           :error-fn #'ignore :timeout-fn #'ignore))))))

(defun flow--update (view text)
  "Show TEXT in VIEW, with point where it was."
  (when (and (stringp text) (buffer-live-p view))
    (with-temp-buffer
      (insert text)
      (let ((source (current-buffer)))
        (with-current-buffer view
          (let ((inhibit-read-only t))
            (replace-buffer-contents source 0.2)
            (set-buffer-modified-p nil)))))))

(defun flow--execute (command)
  "Let the server do what COMMAND says with this script."
  (unless (and (fboundp 'eglot-managed-p) (eglot-managed-p))
    (user-error "Start the language server first, by M-x eglot"))
  (flow--tell)
  (jsonrpc-async-request
   (eglot-current-server) :workspace/executeCommand
   (list :command (concat "flowc." command) :arguments (vector (plist-get (eglot--TextDocumentIdentifier) :uri)))
   :success-fn #'ignore
   :error-fn (lambda (failure) (message "flowc: %s" (plist-get failure :message)))))

(defun flow-run-tests ()
  "Run the tests of this script; what fails becomes a diagnostic."
  (interactive)
  (flow--execute "runTests"))

(defvar-local flow--coverage nil
  "Whether it is shown what no test of this script comes to.")

(defun flow-toggle-coverage ()
  "Show what no test of this script comes to, or do so no longer."
  (interactive)
  (setq flow--coverage (not flow--coverage))
  (flow--execute (if flow--coverage "showCoverage" "hideCoverage")))

(defvar flow--timer nil
  "What lets the views follow edits, once there are none for a moment.")

(defun flow--changed (&rest _)
  "Let the views follow an edit of this buffer."
  (when (and flow--views (not flow--view))
    (when flow--timer
      (cancel-timer flow--timer))
    (setq flow--timer (run-with-idle-timer 0.2 nil #'flow--refresh))))

(provide 'flow-server)
;;; flow-server.el ends here
