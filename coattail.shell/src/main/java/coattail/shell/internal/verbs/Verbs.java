// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Clock;
import java.util.List;

import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** The list of all commands. */
public final class Verbs {
    private Verbs() {}

    /** All commands, acting through these services. */
    public static List<Verb> all(Services services, Clock clock) {
        var known = new Known(services);
        return List.of(
                new Info(services),
                new DataMigrate(services),
                new ActionList(services, known),
                new ActionShow(services, known),
                new ActionPerform(services, known),
                new ActionPublish(services, known),
                new ActionSubscribe(services, known),
                new ActionUnsubscribe(services, known),
                Lists.receivers(services),
                Lists.subscriptions(services),
                Lists.subscribers(services),
                new PeerAdd(services, clock),
                Lists.peers(services),
                new PeerShow(services, known, clock),
                new PeerPing(services, known),
                PeerRename.of(services, known),
                new PeerRemove(services, known),
                new TokenIssue(services, known, clock),
                Lists.tokens(services),
                new TokenShow(services, known, clock),
                new TokenRevoke(services, known));
    }
}
