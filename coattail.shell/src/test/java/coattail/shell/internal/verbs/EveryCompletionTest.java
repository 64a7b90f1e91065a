// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import coattail.shell.internal.grammar.Completion;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Parameter.Kind;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Word;

/** Whatever a command takes can be completed, where anybody could know what it may be. */
class EveryCompletionTest {
    /** What this instance can't know: a name that nobody has yet, an address, what another operator reads out. */
    private static final Set<String> NEW =
            Set.of("peer-add --name", "peer-add --host", "peer-rename NEW-NAME", "validation-add --fingerprint");

    private final FakeInstance instance = new FakeInstance();

    private Stream<Usage> usages() {
        return Verbs.all(instance, Clock.systemUTC(), "1.2.3").stream().map(verb -> verb.usage());
    }

    @Test
    void everyParameterIsCompleted() {
        var bare = new TreeSet<String>();
        usages().forEach(usage -> usage.parameters().stream()
                .filter(parameter -> parameter.kind() != Kind.FLAG)
                .filter(parameter ->
                        Completion.propose(usage, before(usage, parameter), "").isEmpty())
                .forEach(parameter -> bare.add(usage.name() + " " + parameter.name())));
        assertEquals(new TreeSet<>(NEW), bare);
    }

    /** Words after which the parameter comes: the first proposal for each argument before it, or its name. */
    private static List<Word> before(Usage usage, Parameter<?> parameter) {
        if (parameter.kind() == Kind.OPTION) {
            return List.of(Word.said(parameter.name()));
        }
        var words = new ArrayList<Word>();
        while (words.size() < usage.arguments().indexOf(parameter)) {
            words.add(Word.said(Completion.propose(usage, words, "").get(0)));
        }
        return words;
    }

    @Test
    void everyProposalIsTaken() {
        usages().forEach(usage -> usage.options().stream()
                .filter(option -> option.kind() == Kind.OPTION)
                .forEach(option -> {
                    for (var value : Completion.propose(usage, List.of(Word.said(option.name())), "")) {
                        read(option, value);
                    }
                }));
    }

    private static void read(Parameter<?> option, String value) {
        try {
            option.converter().convert(value);
        } catch (Exception refused) {
            throw new AssertionError(option.name() + " proposes " + value + " and refuses it", refused);
        }
    }

    @Test
    void everyOptionIsProposedUntilItIsGiven() {
        usages().forEach(usage -> {
            var options = usage.options().stream().map(Parameter::name).toList();
            assertEquals(options, Completion.propose(usage, List.of(), "--"), usage.name());
            var rest = new ArrayList<>(options);
            rest.remove("--json");
            assertEquals(rest, Completion.propose(usage, List.of(Word.said("--json")), "--"), usage.name());
        });
    }

    private List<String> propose(String command, String typed, String... before) {
        var usage =
                usages().filter(one -> one.name().equals(command)).findFirst().orElseThrow();
        return Completion.propose(usage, Stream.of(before).map(Word::said).toList(), typed);
    }

    @Test
    void proposesWhatThereIs() {
        assertEquals(List.of("plant"), propose("peer-show", ""));
        assertEquals(List.of(FakeInstance.PLANT.id()), propose("peer-show", "ct:"));
        assertEquals(List.of("greet", "remembered"), propose("action-perform", ""));
        assertEquals(List.of("@"), propose("action-perform", "", "greet"));
        assertEquals(List.of("plant"), propose("action-perform", "", "greet", "--peer"));
        assertEquals(List.of("--peer=plant"), propose("action-perform", "--peer=", "greet"));
        assertEquals(List.of(), propose("action-perform", "--notify=", "greet"));
        assertEquals(List.of(FakeInstance.TOKEN_ID), propose("token-revoke", ""));
        assertEquals(List.of("--force", "--json", "--help", FakeInstance.TOKEN_ID), propose("token-revoke", "-"));
        assertEquals(List.of("remember"), propose("receiver-show", ""));
        assertEquals(List.of("up", "status"), propose("data-migrate", ""));
        assertEquals(List.of("greet,remembered"), propose("token-issue", "greet,", "--performable"));
    }

    @Test
    void proposesNothingWhereNothingFits() {
        instance.empty = true;
        assertEquals(List.of(), propose("peer-show", ""));
        assertEquals(List.of(), propose("peer-show", "", "plant"));
        assertEquals(List.of(), propose("peer-show", "", "--no-such-option"));
    }
}
