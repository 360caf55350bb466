[
  (body)
  (arms)
  (transcript)
  (long_text)
  (object)
] @fold
