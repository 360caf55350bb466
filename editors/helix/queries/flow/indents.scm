[
  (body)
  (arms)
  (transcript)
] @indent

"}" @outdent
