// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail peer rename}. */
final class PeerRename {
    private PeerRename() {}

    static Verb of(Services services, Known known) {
        var peer = known.peer();
        var name = argument("NEW-NAME", "what to call it from now on, here");
        var usage = command("peer-rename", "Calls a peer by another name")
                .takes(peer, name)
                .detail("The name is this instance's alone; nobody else is told. Bundles that call the peer by its "
                        + "name have to be told.")
                .example("peer-UDDReOZl plant", "Calls it plant");
        return Verb.of(usage, (arguments, console) -> {
            var before = services.peers().show(arguments.get(peer));
            var renamed = services.peers().rename(before.id(), arguments.get(name));
            return Reply.of(
                    () -> Shapes.peer(renamed),
                    page -> page.line(before.name() + " is called " + renamed.name() + " now."));
        });
    }
}
