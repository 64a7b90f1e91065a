// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.util.List;

import coattail.core.admin.ActionStatus;
import coattail.core.admin.ReceiverStatus;
import coattail.shell.internal.print.Column;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.Table;

/**
 * Handlers that are deployed and don't serve their name: another of the name goes before them, or something is wrong
 * with them. They stand apart from those that do, so that no name seems to be there twice.
 *
 * @param name what it calls itself, may be empty
 * @param bundle who provides it
 * @param reason why it doesn't serve the name
 */
record NotOffered(String name, String bundle, String reason) {
    static final String EXPLAINED =
            "What is deployed here and not offered comes below, with the reason: another of its name goes before it"
                    + " (the higher service ranking, then the higher version of its bundle, then the one that came"
                    + " first), or something is wrong with it.";

    static List<NotOffered> actions(List<ActionStatus> all) {
        return all.stream()
                .filter(action -> !action.offered())
                .map(action -> new NotOffered(action.name(), action.bundle(), action.reason()))
                .toList();
    }

    static List<NotOffered> receivers(List<ReceiverStatus> all) {
        return all.stream()
                .filter(receiver -> !receiver.offered())
                .map(receiver -> new NotOffered(receiver.name(), receiver.bundle(), receiver.reason()))
                .toList();
    }

    static void print(List<NotOffered> some, Page page) {
        if (some.isEmpty()) {
            return;
        }
        var table = new Table(Column.name("NAME"), Column.name("BUNDLE"), Column.text("WHY"));
        some.forEach(one -> table.row(Texts.orDash(one.name), one.bundle, one.why()));
        page.blank().line("Deployed, but not offered:").table(table, "");
    }

    private String why() {
        return reason.isEmpty() ? "it is just being taken in or out" : reason;
    }
}
