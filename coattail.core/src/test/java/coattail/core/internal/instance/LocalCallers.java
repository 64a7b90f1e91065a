// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.api.Call;
import coattail.api.CoattailException;
import coattail.api.Instance;
import coattail.api.Option;
import coattail.core.internal.authority.Operation;

/** What callers within an instance try: all operations for which there is a call. */
final class LocalCallers {
    /** One that is offered, one of Coattail's own that is, one that isn't, and none at all. */
    static final List<String> NAMES = List.of("act", "coattail.act", "ghost", "../act");

    private LocalCallers() {}

    /** @param caller names the caller, in what comes to handlers */
    static Map<Operation, List<Reaction>> run(Instance local, String caller) {
        var reactions = new EnumMap<Operation, List<Reaction>>(Operation.class);
        for (var operation : Operation.values()) {
            if (begin(local, operation, NAMES.get(0), caller + " tries").isPresent()) {
                reactions.put(
                        operation,
                        NAMES.stream()
                                .map(name -> react(local, operation, name, caller))
                                .toList());
            }
        }
        return reactions;
    }

    private static Reaction react(Instance local, Operation operation, String name, String caller) {
        try {
            TestInstance.get(begin(local, operation, name, cell(operation, name, caller))
                    .orElseThrow()
                    .result());
            return operation == Operation.LIST ? Reaction.ANSWERED : Reaction.HANDLED;
        } catch (CoattailException e) {
            return Reaction.refused(e.code());
        }
    }

    static String cell(Operation operation, String name, String caller) {
        return caller + " " + operation + " " + name;
    }

    /** The call that there is for an operation; an operation that is new has to be decided upon here. */
    private static Optional<Call<?>> begin(Instance local, Operation operation, String name, String words) {
        return switch (operation) {
            case PERFORM -> Optional.of(local.perform(name, words, String.class));
            case PERFORM_AND_PUBLISH -> Optional.of(local.perform(name, words, String.class, Option.publishResult()));
            case PUBLISH -> Optional.of(local.publish(name, words));
            case LIST -> Optional.of(local.action(name));
            case FOLLOW_LOG, SUBSCRIBE, UNSUBSCRIBE, TRACE, NOTIFY -> Optional.empty();
        };
    }

    /** The rules, apart from the code that keeps them: the instance itself may do all, if it is with a name. */
    static Reaction expected(Operation operation, String name) {
        return switch (name) {
            case "act", "coattail.act" -> operation == Operation.LIST ? Reaction.ANSWERED : Reaction.HANDLED;
            case "ghost" -> Reaction.refused(coattail.api.ErrorCode.NO_SUCH_ACTION);
            default -> Reaction.refused(coattail.api.ErrorCode.BAD_INPUT);
        };
    }
}
