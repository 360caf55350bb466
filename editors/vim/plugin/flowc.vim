" What a script becomes, beside it.

if has('job')
  command! FlowcPayload call flowc#Show('payload')
  command! FlowcExpanded call flowc#Show('expanded')
endif
