// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Parameter.option;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private static final Parameter<String> NAME = argument("NAME", "the action's name");
    private static final Parameter<String> DATA =
            argument("DATA", "the data").optional().content().dashes();
    private static final Parameter<String> PEER = option("--peer", "PEER", "where");
    private static final Parameter<Boolean> NOTIFY = flag("--notify", "publish");
    private static final Usage PERFORM =
            Usage.command("action-perform", "Performs").takes(NAME, DATA, PEER, NOTIFY);
    private static final Parameter<String> ID = argument("ID", "the token's id").dashes();
    private static final Usage SHOW = Usage.command("token-show", "Shows").takes(ID);

    private static List<Word> words(String... words) {
        return Stream.of(words).map(Word::said).toList();
    }

    private static Arguments read(Usage usage, List<Word> words) throws UsageException {
        return CommandLine.read(usage, words, word -> word.is("-") ? "from standard input" : word.text());
    }

    private static String refusal(Usage usage, List<Word> words) {
        return assertThrows(UsageException.class, () -> read(usage, words)).getMessage();
    }

    @Test
    void optionsStandAnywhere() throws UsageException {
        for (var words : List.of(
                words("greet", "{}", "--peer", "plant", "--notify"),
                words("--peer=plant", "greet", "--notify", "{}"),
                words("--notify", "--peer", "plant", "--", "greet", "{}"))) {
            var given = read(PERFORM, words);
            assertEquals("greet", given.get(NAME));
            assertEquals(Optional.of("{}"), given.find(DATA));
            assertEquals(Optional.of("plant"), given.find(PEER));
            assertTrue(given.has(NOTIFY));
            assertFalse(given.has(Usage.JSON));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                           | NAME is missing: the action's name
            greet --pear x               | unknown option --pear; did you mean --peer?
            greet --no                   | unknown option --no; did you mean --notify?
            greet --elephant             | unknown option --elephant; if it is the DATA, put -- before it
            greet {} x                   | unexpected word 'x'; NAME and DATA are given; what has \
            spaces goes in single quotes
            greet --peer                 | --peer needs a value: where
            greet --peer --notify        | --peer needs a value; one that begins with dashes is given as --peer=VALUE
            greet --peer a --peer b      | --peer is given twice
            greet --notify --notify      | --notify is given twice
            greet --notify=yes           | --notify takes no value
            greet --peer -               | --peer is given as a word, not as a file or standard input
            """)
    void aWrongLineGetsASentence(String line, String sentence) {
        var words = line.isEmpty() ? words() : words(line.split(" "));
        assertEquals(sentence, refusal(PERFORM, words));
    }

    @Test
    void aDashIsAnOptionOnlyWhereNoValueMayBeginWithOne() throws UsageException {
        assertEquals("-5", read(PERFORM, words("greet", "-5")).get(DATA));
        assertEquals("from standard input", read(PERFORM, words("greet", "-")).get(DATA));
        assertEquals("-k3tQ", read(SHOW, words("-k3tQ")).get(ID));
        assertEquals("--k3tQ", read(SHOW, words("--", "--k3tQ")).get(ID));
        assertEquals("unknown option --k3tQ; if it is the ID, put -- before it", refusal(SHOW, words("--k3tQ")));
        assertEquals("unknown option -p; did you mean --peer?", refusal(PERFORM, words("-p", "greet")));
    }

    @Test
    void dataIsNeverAnOption() throws UsageException {
        var given = read(PERFORM, List.of(Word.said("greet"), Word.data("--peer"), Word.said("--notify")));
        assertEquals("--peer", given.get(DATA));
        assertFalse(given.has(PEER));
        assertFalse(CommandLine.asks(List.of(Word.data("--json")), Usage.JSON));
        assertEquals(
                "NAME is given as a word, not as a file or standard input",
                refusal(PERFORM, List.of(Word.data("greet"))));
    }

    @Test
    void aFlagIsSeenInALineThatMakesNoCommand() {
        assertTrue(CommandLine.asks(words("--pear", "--json"), Usage.JSON));
        assertFalse(CommandLine.asks(words("--", "--json"), Usage.JSON));
    }

    @Test
    void aBadValueIsReportedUnderItsName() {
        var count = option("--rate", "N", "how many").as(Values.count(1));
        var usage = Usage.command("x", "X").takes(count);
        assertEquals(
                "--rate: 'many' isn't a whole number from 1 to 2147483647", refusal(usage, words("--rate", "many")));
    }

    @Test
    void completionProposesWhatFits() {
        var usage = Usage.command("x", "X")
                .takes(
                        NAME.completed(Stream.of("echo", "greet")),
                        PEER.completed((typed, before) ->
                                List.of("knows " + before.find(NAME).orElse("nothing"))),
                        NOTIFY);
        assertEquals(List.of("echo", "greet"), Completion.propose(usage, words(), "gr"));
        assertEquals(List.of("--peer", "--notify", "--json", "--help"), Completion.propose(usage, words(), "--"));
        assertEquals(List.of("--peer", "--json", "--help"), Completion.propose(usage, words("--notify"), "-"));
        assertEquals(List.of("knows greet"), Completion.propose(usage, words("greet", "--peer"), ""));
        assertEquals(List.of("knows nothing"), Completion.propose(usage, words("--peer"), ""));
        assertEquals(List.of(), Completion.propose(usage, words("greet"), "x"));
        assertEquals(List.of(), Completion.propose(usage, words("--pear"), "x"));
    }
}
