// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.admin.AuditFinding;
import coattail.core.admin.AuditQuery;
import coattail.core.admin.AuditRecord;
import coattail.core.admin.AuditReport;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Column;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.State;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.BadFindingException;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** The commands that read the audit log. */
final class AuditVerbs {
    private static final int USUAL = 50;

    private AuditVerbs() {}

    /** {@code coattail audit show}. */
    static Verb show(Services services, Known known) {
        var last = option("--last", "N", "how many at most, 50 if left out")
                .as(AuditVerbs::number)
                .completed(Stream.of("50", "200", "1000"));
        var kind = option(
                        "--kind",
                        "KIND",
                        "only records of this kind, as 'token.issue', or of all that begin so, as 'token'")
                .completed(known.auditKinds());
        var peer = option("--peer", "PEER", "only records about this peer: its name, its id or the beginning of that")
                .completed(known.peers());
        var usage = command("audit-show", "Shows who was let in, and who changed what others may do")
                .takes(last, kind, peer)
                .detail("The newest records, the newest of them last. docs/security.md lists the kinds.")
                .example("", "The last 50 records")
                .example("--kind auth --peer plant", "How plant fared with its tokens")
                .example("--last 1000 --json", "More of them, for a program");
        return Verb.of(usage, (arguments, console) -> {
            var records = services.audit()
                    .show(new AuditQuery(
                            arguments.find(last).orElse(USUAL), arguments.find(kind), arguments.find(peer)));
            return Reply.of(() -> records.stream().map(AuditVerbs::shape).collect(Json.array()), page -> {
                var table = new Table(
                        Column.key("NO"),
                        Column.name("TIME"),
                        Column.name("WHAT"),
                        Column.state("OUTCOME"),
                        Column.name("WHO"),
                        Column.name("ABOUT"));
                records.forEach(record -> table.row(row(record)));
                page.table(table, "There is no such record.");
            });
        });
    }

    private static int number(String text) throws UsageException {
        int number = Values.count(1).convert(text);
        if (number > AuditQuery.MOST) {
            throw new UsageException("at most " + AuditQuery.MOST + " records are shown at once, not " + text);
        }
        return number;
    }

    private static List<?> row(AuditRecord record) {
        var about = new ArrayList<String>();
        if (!record.who().equals("peer")) {
            record.peer().ifPresent(peer -> about.add("peer " + peer));
        }
        record.token().ifPresent(token -> about.add("token " + token));
        record.from().ifPresent(from -> about.add("from " + from));
        about.addAll(facts(record.about()));
        var who = record.who().equals("peer") ? record.peer().orElse("a peer") : record.who();
        return List.of(
                record.number(),
                Texts.second(record.at()),
                record.kind(),
                new State(record.outcome(), record.why().orElse("")),
                who,
                Texts.orDash(String.join(", ", about)));
    }

    private static List<String> facts(Map<String, String> about) {
        return about.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .toList();
    }

    private static ObjectNode shape(AuditRecord record) {
        var object = Json.object()
                .put("number", record.number())
                .put("at", record.at().toString())
                .put("kind", record.kind())
                .put("outcome", record.outcome())
                .put("who", record.who())
                .put("peer", record.peer().orElse(null))
                .put("token", record.token().orElse(null))
                .put("from", record.from().orElse(null))
                .put("why", record.why().orElse(null));
        var about = object.putObject("about");
        record.about().forEach(about::put);
        return object;
    }

    /** {@code coattail audit verify}. */
    static Verb verify(Services services) {
        var usage = command("audit-verify", "Checks that the audit log is as it was written")
                .detail("Signs what is there first, then reads all of it. Names the first record that was changed, "
                        + "deleted, moved, added or cut off, and fails then.")
                .detail("What this proves and what it can't, docs/security.md says.")
                .example("", "Checks the whole log");
        return Verb.of(usage, (arguments, console) -> {
            var report = services.audit().verify();
            var reply = Reply.of(() -> shape(report), page -> print(report, page));
            return report.whole()
                    ? reply
                    : reply.but(new BadFindingException("the audit log isn't as it was written: "
                            + line(report.findings().get(0))));
        });
    }

    private static String line(AuditFinding finding) {
        boolean one = finding.record() == finding.through();
        var which = one ? "record " + finding.record() : "records " + finding.record() + " to " + finding.through();
        var what =
                switch (finding.fault()) {
                    case CHANGED -> one ? " was changed" : ", of which at least one was changed";
                    case DELETED -> one ? " was deleted" : " were deleted";
                    case MOVED -> one ? " was moved" : " were moved";
                    case ADDED -> one ? " was added" : " were added";
                    case CUT_OFF -> one ? " was cut off" : " were cut off";
                };
        var where = finding.file().isEmpty() ? "" : " in " + finding.file();
        return which + what + where + ": " + finding.detail();
    }

    private static void print(AuditReport report, Page page) {
        if (report.whole()) {
            page.line("The audit log is whole: records " + report.first() + " to " + report.last() + ", "
                    + Texts.count(report.checkpoints(), "signature", "signatures") + ".");
        }
        report.findings().stream().skip(1).forEach(finding -> page.line("Also: " + line(finding) + "."));
        report.remarks().forEach(remark -> page.line("Note: " + remark + "."));
    }

    private static ObjectNode shape(AuditReport report) {
        var object = Json.object()
                .put("whole", report.whole())
                .put("first", report.first())
                .put("last", report.last())
                .put("checkpoints", report.checkpoints());
        object.set(
                "findings",
                report.findings().stream()
                        .map(finding -> Json.object()
                                .put("fault", Values.spelled(finding.fault()))
                                .put("record", finding.record())
                                .put("through", finding.through())
                                .put("file", finding.file())
                                .put("detail", finding.detail()))
                        .collect(Json.array()));
        object.set("remarks", Json.strings(report.remarks()));
        return object;
    }
}
