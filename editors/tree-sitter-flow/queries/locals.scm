; The body of a step of one's own sees its own labels, exits and arguments only.
[
  (file)
  (step_decl)
] @local.scope

(let (declared (identifier) @local.definition))
(param (declared (identifier) @local.definition))
(step_decl (declared (identifier) @local.definition))
(label (identifier) @local.definition)

(constant) @local.reference
(target (identifier) @local.reference)
(invoke step: (identifier) @local.reference)
(tested (identifier) @local.reference)
(given (identifier) @local.reference)
