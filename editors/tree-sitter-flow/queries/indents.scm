[
  (body)
  (arms)
  (transcript)
] @indent.begin

"}" @indent.branch @indent.end
