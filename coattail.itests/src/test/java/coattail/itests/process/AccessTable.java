// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import coattail.itests.documents.Checkout;
import coattail.itests.support.User;

/**
 * Who may do what, as docs/operations.md, "Who may do what", has it.
 *
 * @param rows the roles of each command; a command may have an argument that makes a difference, as in {@code data
 *     migrate status}
 */
record AccessTable(Map<String, Set<String>> rows) {
    private static final String HEAD = "| command |";
    private static final Pattern COMMAND = Pattern.compile("`([a-z][a-z -]*)`");

    static AccessTable documented() {
        var rows = new LinkedHashMap<String, Set<String>>();
        List<String> roles = List.of();
        for (var line : Checkout.page("docs/operations.md").prose()) {
            if (line.startsWith(HEAD)) {
                roles = cells(line);
            } else if (line.isBlank()) {
                roles = List.of();
            }
            if (roles.isEmpty()) {
                continue;
            }
            var cells = cells(line);
            var command = COMMAND.matcher(cells.get(0));
            while (command.find()) {
                rows.put(command.group(1), allowed(roles, cells));
            }
        }
        return new AccessTable(rows);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static Set<String> allowed(List<String> roles, List<String> cells) {
        var allowed = new TreeSet<String>();
        for (int i = 1; i < roles.size(); i++) {
            if (cells.get(i).equals("yes")) {
                allowed.add(roles.get(i));
            }
        }
        return allowed;
    }

    /** The names of the commands in Karaf's console, without their scope. */
    Set<String> commands() {
        var commands = new TreeSet<String>();
        rows.keySet().forEach(row -> commands.add(command(row)));
        return commands;
    }

    /** The name of a row's command in Karaf's console. */
    static String command(String row) {
        return String.join("-", Arrays.stream(row.split(" ")).limit(2).toList());
    }

    /** Whether a user may do what a row is about. */
    boolean allows(User user, String row) {
        return switch (user) {
            case NOBODY -> false;
            case MANAGER -> rows.get(row).contains(User.OPERATOR.role()); // so says the page below the table
            default -> rows.get(row).contains(user.role());
        };
    }

    /** Whether a user may run a command in some way. */
    boolean shows(User user, String command) {
        return rows.keySet().stream().anyMatch(row -> command(row).equals(command) && allows(user, row));
    }
}
