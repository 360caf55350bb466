[
  (body)
  (arms)
] @indent

"}" @outdent
