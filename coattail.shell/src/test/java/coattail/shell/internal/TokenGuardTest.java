// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenGuardTest {
    private static final String TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl";

    private final TokenGuard guard = new TokenGuard();

    private static CommandSession session() {
        return new CommandProcessorImpl(new ThreadIOImpl())
                .createSession(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream());
    }

    @Test
    void theLogShowsNoToken() {
        assertEquals(
                "peer-add *** --name plant",
                guard.filter("peer-add " + TOKEN + " --name plant").toString());
    }

    @Test
    void theHistoryLeavesOutWhatHasAToken(@TempDir Path directory) throws Exception {
        var session = session();
        guard.beforeExecute(session, "the start script");
        var file = directory.resolve("history");
        try (var terminal = new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream())) {
            var reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .variable(LineReader.HISTORY_FILE, file)
                    .variable(LineReader.HISTORY_IGNORE, session.get("history-ignore"))
                    .build();
            reader.getHistory().attach(reader);
            reader.getHistory().add("coattail:info");
            reader.getHistory().add("coattail:peer-add " + TOKEN);
            reader.getHistory().add("x = " + TOKEN + "\ncoattail:peer-add $x");
            reader.getHistory().save();
        }
        var saved = Files.readString(file);
        assertTrue(saved.contains("coattail:info"), saved);
        assertFalse(saved.contains("eyJ"), saved);
    }

    @Test
    void whatTheUserLeavesOutStaysOut() {
        var session = session();
        session.put("history-ignore", "secret*");
        guard.beforeExecute(session, "a");
        guard.afterExecute(session, "a", (Object) null);
        guard.afterExecute(session, "b", new IllegalStateException());
        assertEquals("(?s)*eyJ*:secret*", session.get("history-ignore"));
    }
}
