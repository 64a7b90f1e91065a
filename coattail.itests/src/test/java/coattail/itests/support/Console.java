// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;

/** Karaf's console, as a user has it over ssh: one connection, at which lines are typed one after the other. */
public final class Console implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** What a terminal is told when the console begins to read a line, and when it has read one (bracketed paste). */
    private static final String READING = "\u001b[?2004h";

    private static final String READ = "\u001b[?2004l";
    private static final Pattern SEQUENCES = Pattern.compile("\u001b(?:\\[[0-9;?]*[a-zA-Z]|[=>])|\r");
    /** How the console marks where it begins a line of its own. */
    private static final Pattern FRESH_LINE = Pattern.compile("~\\s*$");

    private final ClientSession session;
    private final ChannelShell channel;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private int seen;

    Console(ClientSession session) throws Exception {
        this.session = session;
        channel = session.createShellChannel();
        channel.setPtyType("xterm");
        channel.setPtyColumns(200);
        channel.setOut(screen);
        channel.setErr(screen);
        channel.open().verify(LONGEST);
        next(READING);
    }

    /** Types a line and returns what came of it, without colours, when the console asks for the next one. */
    public String run(String line) throws Exception {
        channel.getInvertedIn().write((line + "\r").getBytes(StandardCharsets.UTF_8));
        channel.getInvertedIn().flush();
        next(READ);
        var answer = SEQUENCES.matcher(next(READING)).replaceAll("");
        return IssuedTokens.note(FRESH_LINE.matcher(answer).replaceFirst("").strip());
    }

    /** What has come until the mark, and not before. */
    private String next(String mark) throws Exception {
        Await.until(
                () -> mark.substring(1) + " after " + shown().substring(seen), () -> shown().indexOf(mark, seen) >= 0);
        var shown = shown();
        int from = seen;
        int end = shown.indexOf(mark, from);
        seen = end + mark.length();
        return shown.substring(from, end);
    }

    private String shown() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
