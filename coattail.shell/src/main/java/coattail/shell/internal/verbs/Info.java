// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import java.util.LinkedHashMap;
import java.util.Map;

import coattail.core.admin.InstanceStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail info}. */
final class Info implements Verb {
    private static final Usage USAGE = command("info", "Shows this instance: identity, address, counts, warnings")
            .example("", "All about the instance")
            .example("--json", "The same for a program");

    private final Services services;

    Info(Services services) {
        this.services = services;
    }

    @Override
    public Usage usage() {
        return USAGE;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var status = services.instance().status();
        return Reply.of(() -> Shapes.instance(status), page -> print(status, page));
    }

    private static void print(InstanceStatus status, Page page) {
        page.sheet(sheet(status));
        status.warnings().forEach(warning -> page.paragraph("Warning: ", warning));
    }

    private static Map<String, String> sheet(InstanceStatus status) {
        var sheet = new LinkedHashMap<String, String>();
        sheet.put("Name", status.name());
        sheet.put("Id", status.id());
        sheet.put("Fingerprint", status.fingerprint());
        sheet.put("Address", status.advertised());
        sheet.put("Listening", status.listening() ? "on " + status.bound() : "no");
        sheet.put("Directory", status.directory());
        sheet.put("Version", status.version());
        sheet.put("Started", Texts.time(status.started()) + " (" + Durations.print(status.uptime()) + " ago)");
        sheet.put("Actions", String.valueOf(status.actions()));
        sheet.put("Receivers", String.valueOf(status.receivers()));
        sheet.put("Peers", status.peers() + ", " + status.connected() + " connected");
        sheet.put("Subscriptions", status.subscriptions() + " at others, " + status.subscribers() + " of others here");
        sheet.put("Tokens", Texts.count(status.tokens(), "issued token holds", "issued tokens hold"));
        sheet.put("Database", status.database());
        sheet.put("Memory", "at most " + (status.memoryLimit() >> 20) + " MiB for connections and events");
        return sheet;
    }
}
