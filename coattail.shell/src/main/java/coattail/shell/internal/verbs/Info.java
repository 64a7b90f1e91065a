// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Usage.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import coattail.core.admin.ConfigurationEntry;
import coattail.core.admin.InstanceStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail info}. */
final class Info implements Verb {
    private static final Parameter<Boolean> CONFIG = flag("--config", "shows the configuration in force as well");
    private static final Usage USAGE = command("info", "Shows this instance: identity, address, counts, warnings")
            .takes(CONFIG)
            .detail("The configuration is that of the instance itself; etc/coattail.store.cfg says where its data is.")
            .example("", "All about the instance")
            .example("--config", "The same, and what it is configured to")
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
        var configuration = services.instance().configuration();
        return Reply.of(() -> Shapes.instance(status, configuration), page -> {
            print(status, page);
            if (arguments.has(CONFIG)) {
                print(configuration, page);
            }
        });
    }

    private static void print(List<ConfigurationEntry> configuration, Page page) {
        var files = new LinkedHashMap<String, Map<String, String>>();
        int widest = configuration.stream()
                .mapToInt(entry -> entry.key().length())
                .max()
                .orElse(0);
        for (var entry : configuration) {
            files.computeIfAbsent(entry.pid(), pid -> new LinkedHashMap<>())
                    .put(
                            "  " + entry.key() + " ".repeat(widest - entry.key().length()),
                            Texts.orDash(entry.value())
                                    + entry.next()
                                            .map(next -> ", and at the next start " + Texts.orDash(next))
                                            .orElse(""));
        }
        files.forEach((pid, entries) -> page.blank().line("etc/" + pid + ".cfg").sheet(entries));
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
        sheet.put("Tokens", status.tokens() + " issued and valid");
        sheet.put("Database", status.database());
        sheet.put("Memory", "at most " + (status.memoryLimit() >> 20) + " MiB for connections and events");
        return sheet;
    }
}
