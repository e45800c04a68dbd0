# What onward can complete, for elvish: commands, options, and your clocks, meetings and contacts.
set edit:completion:arg-completer[onward] = {|@words|
    onward completions elvish -- $@words 2>/dev/null | from-lines
}
