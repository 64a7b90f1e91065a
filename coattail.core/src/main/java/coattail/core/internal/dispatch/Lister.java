// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import coattail.api.ActionInfo;
import coattail.api.ErrorCode;
import coattail.core.internal.authority.Operation;
import coattail.core.internal.registry.ActionEntry;
import coattail.core.internal.registry.ActionRegistry;
import coattail.core.internal.registry.ReceiverRegistry;
import coattail.core.internal.wire.Failure;

/** Lists the actions of this instance as far as the caller may do something with them. */
public final class Lister {
    private final Entrance entrance;
    private final ActionRegistry actions;
    private final ReceiverRegistry receivers;

    public Lister(Entrance entrance, ActionRegistry actions, ReceiverRegistry receivers) {
        this.entrance = requireNonNull(entrance, "entrance");
        this.actions = requireNonNull(actions, "actions");
        this.receivers = requireNonNull(receivers, "receivers");
    }

    /**
     * Answers with the actions, or with the one of a name and its schemas.
     *
     * @param name empty for all
     */
    public void list(Caller caller, Optional<String> name, Answer answer) {
        var refused = entrance.enter(caller, Operation.LIST, name.orElse(""), 0);
        if (refused.isPresent()) {
            answer.fail(refused.get());
            answer.released();
            return;
        }
        try {
            answer(caller, name, answer);
        } catch (RuntimeException e) {
            answer.fail(Failures.internal("listing the actions", e));
        } finally {
            entrance.leave(caller);
            answer.released();
        }
    }

    private void answer(Caller caller, Optional<String> name, Answer answer) {
        if (name.isEmpty()) {
            answer.respond(Output.of(ActionInfos.write(all(caller))));
            return;
        }
        one(caller, name.get())
                .ifPresentOrElse(
                        info -> answer.respond(Output.of(ActionInfos.write(List.of(info)))),
                        // Whether it exists isn't told to a caller that may do nothing with it.
                        () -> answer.fail(Failure.of(
                                ErrorCode.NO_SUCH_ACTION, "no action '" + name.get() + "' that this token covers")));
    }

    private List<ActionInfo> all(Caller caller) {
        var infos = new TreeMap<String, ActionInfo>();
        for (var declared : declaredNames()) {
            add(infos, info(caller, declared, Optional.empty(), false));
        }
        for (var action : actions.offered()) {
            add(infos, info(caller, action.name(), Optional.of(action), false));
        }
        return List.copyOf(infos.values());
    }

    private Optional<ActionInfo> one(Caller caller, String name) {
        var action = actions.find(name);
        if (action.isEmpty() && !declaredNames().contains(name)) {
            return Optional.empty();
        }
        return Optional.of(info(caller, name, action, true)).filter(Lister::useful);
    }

    private List<String> declaredNames() {
        var names = new ArrayList<String>(actions.declaredNames());
        names.addAll(receivers.declaredNames());
        return names;
    }

    private ActionInfo info(Caller caller, String name, Optional<ActionEntry> action, boolean schemas) {
        return new ActionInfo(
                name,
                action.map(ActionEntry::description).orElse(""),
                action.isPresent() && entrance.allows(caller, Operation.PERFORM, name),
                entrance.allows(caller, Operation.PUBLISH, name),
                entrance.allows(caller, Operation.SUBSCRIBE, name),
                action.filter(entry -> schemas).map(entry -> entry.input().schema()),
                action.filter(entry -> schemas).map(entry -> entry.output().schema()));
    }

    private static boolean useful(ActionInfo info) {
        return info.perform() || info.publish() || info.subscribe();
    }

    private static void add(Map<String, ActionInfo> infos, ActionInfo info) {
        if (useful(info)) {
            infos.put(info.name(), info);
        }
    }
}
