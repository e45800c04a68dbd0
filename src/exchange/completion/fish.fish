# What onward can complete, for fish: commands, options, and your clocks, meetings and contacts.
function __onward_offers
    set -l offers (onward completions fish -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor) 2>/dev/null)
    if set -q offers[1]
        printf '%s\n' $offers
    else
        __fish_complete_path (commandline --current-token --cut-at-cursor)
    end
end
complete --command onward --no-files --keep-order --arguments '(__onward_offers)'
