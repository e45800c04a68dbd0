#compdef onward
# What onward can complete, for zsh: commands, options, and your clocks, meetings and contacts.
_onward() {
    local -a offers described
    local offer
    offers=("${(@f)$(onward completions zsh -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for offer in $offers; do
        described+=("${${offer%%$'\t'*}//:/\\:}:${offer#*$'\t'}")
    done
    if (( $#described )); then
        _describe -V 'onward' described
    else
        _files
    fi
}
if [[ "${funcstack[1]}" == _onward ]]; then
    _onward "$@"
else
    compdef _onward onward
fi
