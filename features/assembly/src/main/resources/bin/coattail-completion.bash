# SPDX-License-Identifier: Apache-2.0
#
# Completes command lines of coattail in bash, once it has been read:
#
#     . DISTRIBUTION/bin/coattail-completion.bash

_coattail() {
    local program=${COMP_WORDS[0]} rest=$COMP_LINE typed=() blanks proposal i

    # Bash takes words apart at colons and other characters that are in ids and options: put them together again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks=${rest%%[![:space:]]*}
        if [[ $i -gt 0 && -z $blanks && -n $rest ]]; then
            typed[${#typed[@]}-1]+=${COMP_WORDS[i]}
        else
            typed+=("${COMP_WORDS[i]}")
        fi
        rest=${rest#"$blanks"}
        rest=${rest#"${COMP_WORDS[i]}"}
    done

    # What bash replaces is only what comes after the last of those characters.
    local last=${typed[${#typed[@]}-1]}
    local breaks=${COMP_WORDBREAKS//[[:space:]]/}
    local kept=${last%"${last##*["$breaks"]}"}
    [[ $kept == @ ]] && kept= # which bash leaves at the beginning of a word

    # Without quotes, since the launcher is to see what the command would.
    local words=()
    for ((i = 1; i < ${#typed[@]}; i++)); do
        local word=${typed[i]}
        case $word in
            \'*) word=${word#\'} && word=${word%\'} && kept= ;;
            \"*) word=${word#\"} && word=${word%\"} && kept= ;;
            *) word=${word//\\/} ;;
        esac
        words+=("$word")
    done

    COMPREPLY=()
    while IFS= read -r proposal; do
        case $last in
            [\'\"]*) ;;
            *) proposal=${proposal//\\/\\\\} && proposal=${proposal// /\\ } && proposal=${proposal//\*/\\*} ;;
        esac
        COMPREPLY+=("${proposal#"$kept"}")
    done < <("${program/#\~\//$HOME/}" --complete "${words[@]}" 2>/dev/null)

    # The beginning of a word: no blank after it.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[@=,/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}

complete -F _coattail coattail
