# What onward can complete, for bash: commands, options, and your clocks, meetings and contacts.
_onward() {
    local offer
    COMPREPLY=()
    while IFS= read -r offer; do
        COMPREPLY+=("$offer")
    done < <(onward completions bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
}
complete -o nosort -o bashdefault -o default -F _onward onward 2>/dev/null ||
    complete -o bashdefault -o default -F _onward onward
