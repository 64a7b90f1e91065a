// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Clock;
import java.util.List;

import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** The list of all commands. */
public final class Verbs {
    private Verbs() {}

    /**
     * All commands, acting through these services.
     *
     * @param version of Coattail
     */
    public static List<Verb> all(Services services, Clock clock, String version) {
        var known = new Known(services);
        return List.of(
                Version.of(version),
                new Info(services),
                ServiceVerbs.start(services),
                ServiceVerbs.stop(services),
                ServiceVerbs.status(services),
                new DataMigrate(services),
                new ActionList(services, known),
                new ActionShow(services, known),
                new ActionPerform(services, known),
                new ActionPublish(services, known),
                Subscribing.subscribe(services, known),
                Subscribing.unsubscribe(services, known),
                ReceiverVerbs.list(services),
                ReceiverVerbs.show(services, known),
                Lists.subscriptions(services),
                Lists.subscribers(services),
                SubscribersRevoke.of(services, known),
                new PeerAdd(services, clock),
                Lists.peers(services),
                new PeerShow(services, known, clock),
                new PeerPing(services, known),
                PeerRename.of(services, known),
                new PeerRemove(services, known),
                SessionVerbs.list(services, clock),
                SessionVerbs.kill(services, known),
                new TokenIssue(services, known, clock),
                Lists.tokens(services),
                new TokenShow(services, known, clock),
                new TokenRevoke(services, known),
                TokenIssuer.of(services),
                new TokenExplain(services, clock),
                new Why(services, known),
                new ValidationIssue(services, clock),
                new ValidationAdd(services, clock),
                ValidationVerbs.list(services),
                ValidationVerbs.show(services, known, clock),
                ValidationVerbs.remove(services, known),
                KeyVerbs.list(services),
                KeyVerbs.rotate(services, known),
                new TraceVerb(services, known),
                new Watch(services, known),
                AuditVerbs.show(services, known),
                AuditVerbs.verify(services));
    }
}
