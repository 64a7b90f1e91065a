// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import coattail.core.admin.AuditRecord;

/** Reads records for people. What is none is passed over: to find that is for {@link Verification}. */
final class Records {
    private Records() {}

    /** The newest that fit, the oldest of them first. Reads the newest file first, and none that it needn't. */
    static List<AuditRecord> newest(LogFolder folder, int last, Predicate<AuditRecord> fits) throws IOException {
        var files = new ArrayDeque<>(folder.files());
        var newest = new ArrayDeque<AuditRecord>();
        while (!files.isEmpty() && newest.size() < last) {
            var here = newestOf(files.removeLast(), last - newest.size(), fits);
            here.descendingIterator().forEachRemaining(newest::addFirst);
        }
        return new ArrayList<>(newest);
    }

    private static Deque<AuditRecord> newestOf(Path file, int most, Predicate<AuditRecord> fits) throws IOException {
        var newest = new ArrayDeque<AuditRecord>();
        try (var lines = new LineReader(file)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                RecordFormat.parse(line.bytes())
                        .flatMap(Records::read)
                        .filter(fits)
                        .ifPresent(record -> {
                            newest.addLast(record);
                            if (newest.size() > most) {
                                newest.removeFirst();
                            }
                        });
            }
        }
        return newest;
    }

    private static Optional<AuditRecord> read(RecordFormat.Parsed record) {
        var about = new LinkedHashMap<String, String>();
        record.node()
                .path("about")
                .properties()
                .forEach(each -> about.put(each.getKey(), each.getValue().asText()));
        try {
            return Optional.of(new AuditRecord(
                    record.position().number(),
                    Instant.parse(record.text("at")),
                    record.text("kind"),
                    record.text("outcome"),
                    record.text("who"),
                    text(record, "peer"),
                    text(record, "token"),
                    text(record, "from"),
                    text(record, "why"),
                    about));
        } catch (DateTimeException e) {
            return Optional.empty(); // not written by any Coattail, though its hash is right
        }
    }

    private static Optional<String> text(RecordFormat.Parsed record, String member) {
        return Optional.of(record.text(member)).filter(text -> !text.isEmpty());
    }
}
