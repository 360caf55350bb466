[
  (body)
  (arms)
  (long_text)
  (object)
] @fold
