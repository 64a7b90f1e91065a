// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import java.util.LinkedHashMap;
import java.util.function.Consumer;

import coattail.core.admin.InstanceStatus;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/**
 * {@code coattail:service-start}, {@code coattail:service-stop} and {@code coattail:service-status}: the listener. In a
 * terminal the same words are the launcher's, and about the instance's process.
 */
final class ServiceVerbs {
    private ServiceVerbs() {}

    static Verb start(Services services) {
        var usage = command("service-start", "Lets peers connect again, after service-stop")
                .inConsole()
                .detail("In a terminal 'coattail service start' starts the instance's process.")
                .example("", "Listens, and says where");
        return Verb.of(usage, (arguments, console) -> {
            var status = services.instance().startListening();
            return reply(status, page -> page.line("Listening on " + status.bound() + "."));
        });
    }

    static Verb stop(Services services) {
        var usage = command("service-stop", "Lets no peer connect any more")
                .inConsole()
                .detail("Connections that are open stay, and this instance goes on dialling. Holds until service-start,"
                        + " or until the instance is started the next time.")
                .detail("In a terminal 'coattail service stop' ends the instance's process.")
                .example("", "Stops listening");
        return Verb.of(usage, (arguments, console) -> {
            var status = services.instance().stopListening();
            return reply(
                    status,
                    page -> page.line("Not listening any more; "
                            + Texts.count(status.connected(), "peer is", "peers are") + " still connected."));
        });
    }

    static Verb status(Services services) {
        var usage = command("service-status", "Says whether peers can connect, and where")
                .inConsole()
                .detail("In a terminal 'coattail service status' lists the instances of this host.")
                .example("", "The listener's state");
        return Verb.of(usage, (arguments, console) -> {
            var status = services.instance().status();
            return reply(status, page -> {
                var sheet = new LinkedHashMap<String, Object>();
                sheet.put("Listening", status.listening() ? "on " + status.bound() : "no");
                sheet.put("Advertised", status.advertised());
                sheet.put("Connected", Texts.count(status.connected(), "peer", "peers"));
                page.sheet(sheet);
            });
        });
    }

    private static Reply reply(InstanceStatus status, Consumer<Page> text) {
        return Reply.of(
                () -> Json.object()
                        .put("listening", status.listening())
                        .put("bound", status.bound())
                        .put("advertised", status.advertised())
                        .put("connected", status.connected()),
                text);
    }
}
