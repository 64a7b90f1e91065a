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

    /** Says on {@code err} why the state of one is unknown; the others are listed all the same. */
    void print(PrintStream out, PrintStream err, boolean json) {
        List<Row> rows = new ArrayList<>();
        for (Path path : known.paths()) {
            try {
                rows.add(Row.of(InstanceDirectory.at(path)));
            } catch (Failure e) {
                rows.add(Row.unknown(path));
                err.println("coattail: " + e.getMessage());
            }
        }
        if (json) {
            printJson(out, rows);
        } else if (rows.isEmpty()) {
            out.println("There is no instance on this host; 'coattail new DIR' makes one.");
        } else {
            printTable(out, rows);
        }
    }

    private static void printTable(PrintStream out, List<Row> rows) {
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
        for (List<String> line : lines) {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static void printJson(PrintStream out, List<Row> rows) {
        var text = new StringBuilder("[");
        for (Row row : rows) {
            text.append(text.length() > 1 ? ",\n " : "");
            text.append("{\"name\":").append(Json.string(row.name()));
            text.append(",\"state\":").append(Json.string(row.state()));
            text.append(",\"pid\":").append(row.pid().isEmpty() ? "null" : row.pid());
            text.append(",\"port\":").append(row.port().isEmpty() ? "null" : row.port());
            text.append(",\"directory\":").append(Json.string(row.directory())).append('}');
        }
        out.println(text.append(']'));
    }
}
