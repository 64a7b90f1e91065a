// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the instances of this host. */
final class StatusList {
    private final KnownInstances known;

    StatusList(KnownInstances known) {
        this.known = known;
    }

    private record Row(String name, String state, String pid, String port, String directory) {
        /** Of one that can't be looked into. */
        static Row unknown(Path path) {
            return new Row(String.valueOf(path.getFileName()), "unknown", "", "", path.toString());
        }

        static Row of(InstanceDirectory instance) {
            Optional<Long> pid = instance.pid();
            Optional<Map<String, String>> says = new InstanceClient(instance).state();
            String state = "stopped";
            if (pid.isPresent() || says.isPresent()) {
                boolean listening = Boolean.parseBoolean(says.orElse(Map.of()).get("listening"));
                state = listening ? "listening" : "running";
            }
            return new Row(
                    instance.name(),
                    state,
                    pid.filter(number -> number > 0).map(String::valueOf).orElse(""),
                    String.valueOf(instance.listener().port("port", NewInstance.DEFAULT_PORT)),
                    instance.path().toString());
        }

        List<String> cells() {
            return List.of(name, state, pid, port, directory);
        }
    }

    /**
     * Prints them for people. Says on {@code err} why the state of one is unknown; the others are listed all the same.
     *
     * @param columns how wide the terminal is, 0 for any width
     */
    void print(PrintStream out, PrintStream err, int columns) {
        List<Row> rows = rows(err);
        if (rows.isEmpty()) {
            out.println("There is no instance on this host; 'coattail new DIR' makes one.");
            return;
        }
        List<String> table = table(rows);
        boolean fits = columns == 0 || table.stream().allMatch(line -> line.length() <= columns);
        if (fits) {
            table.forEach(out::println);
        } else {
            // Names and directories are there to be copied: neither is cut off, nor broken into lines.
            for (Row row : rows) {
                out.println(row.name());
                out.println("  " + row.state() + (row.pid().isEmpty() ? "" : ", pid " + row.pid())
                        + (row.port().isEmpty() ? "" : ", port " + row.port()));
                out.println("  " + row.directory());
            }
        }
    }

    /** Prints them for programs. */
    void printJson(PrintStream out, PrintStream err) {
        out.println(Json.array(rows(err).stream()
                .map(row -> Json.within(Json.object(
                        "name", row.name(),
                        "state", row.state(),
                        "pid", row.pid().isEmpty() ? null : Long.valueOf(row.pid()),
                        "port", row.port().isEmpty() ? null : Integer.valueOf(row.port()),
                        "directory", row.directory())))
                .toList()));
    }

    private List<Row> rows(PrintStream err) {
        List<Row> rows = new ArrayList<>();
        for (Path path : known.paths()) {
            try {
                rows.add(Row.of(InstanceDirectory.at(path)));
            } catch (Failure e) {
                rows.add(Row.unknown(path));
                err.println("coattail: " + e.getMessage());
            }
        }
        return rows;
    }

    private static List<String> table(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("NAME", "STATE", "PID", "PORT", "DIRECTORY"));
        for (Row row : rows) {
            lines.add(row.cells());
        }
        int[] widths = new int[5];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        List<String> table = new ArrayList<>();
        for (List<String> line : lines) {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            table.add(text.toString().stripTrailing());
        }
        return table;
    }
}
