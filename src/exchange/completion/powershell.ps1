# What onward can complete, for PowerShell 7.3 or later: commands, options, and your clocks, meetings and contacts.
Register-ArgumentCompleter -Native -CommandName onward -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @()
    $current = ''
    foreach ($element in $commandAst.CommandElements) {
        if ($element.Extent.StartOffset -ge $cursorPosition) { break }
        $word = $element.Extent.Text
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $word = $element.Value }
        if ($element.Extent.EndOffset -lt $cursorPosition) { $before += $word } else { $current = $word }
    }
    # The sign in front: an empty word is an argument too.
    onward completions powershell -- @before "=$current" 2>$null | ForEach-Object {
        $offer = $_.Split("`t")
        [System.Management.Automation.CompletionResult]::new($offer[0], $offer[1], 'ParameterValue', $offer[2])
    }
}
