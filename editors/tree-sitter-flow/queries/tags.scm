(step_decl . (declared (identifier) @name)) @definition.function
(test_decl (title) @name) @definition.test
(let (declared (identifier) @name)) @definition.constant
(param (declared (identifier) @name)) @definition.constant
(label (identifier) @name) @definition.label

(invoke step: (identifier) @name) @reference.call
(tested (identifier) @name) @reference.call
(jump (target (identifier) @name)) @reference.label
(branches (target (identifier) @name)) @reference.label
(arm (target (identifier) @name)) @reference.label
