[
  (file)
  (step_decl)
] @local.scope
