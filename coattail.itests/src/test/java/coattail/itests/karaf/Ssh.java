// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

import coattail.itests.support.Await;

/**
 * A user at the container's ssh port: logs in with a password, so that Karaf alone says which roles that gives. Each
 * command has a connection of its own: Karaf closes the connection with the command.
 */
final class Ssh implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String PROMPT = "@root()>";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SshClient client;
    private final User user;

    private Ssh(SshClient client, User user) {
        this.client = client;
        this.user = user;
    }

    /** What one command came to. */
    record Answer(int exitCode, String output) {
        JsonNode json() {
            try {
                return JSON.readTree(output);
            } catch (IOException e) {
                throw new AssertionError("exit code " + exitCode + ", and this isn't JSON: " + output, e);
            }
        }
    }

    static Ssh as(User user) {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY); // nothing of who runs the test
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
        return new Ssh(client, user);
    }

    private ClientSession login() throws IOException {
        int port = Integer.getInteger("coattail.ssh.port");
        var session =
                client.connect(user.login(), "127.0.0.1", port).verify(LONGEST).getSession();
        session.addPasswordIdentity(user.password());
        session.auth().verify(LONGEST);
        return session;
    }

    /** Runs one command without a console, as a script would. */
    Answer run(String command) throws IOException {
        var output = new ByteArrayOutputStream();
        try (var session = login();
                var channel = session.createExecChannel(command)) {
            channel.setOut(output);
            channel.setErr(output);
            channel.open().verify(LONGEST);
            end(channel, command);
            Integer exitCode = channel.getExitStatus();
            return new Answer(exitCode == null ? 0 : exitCode, output.toString(StandardCharsets.UTF_8));
        }
    }

    /** Opens a console, types the line at its prompt, waits until {@code answer} is on the screen, and logs out. */
    String type(String line, String answer) throws Exception {
        var screen = new ByteArrayOutputStream();
        try (var session = login();
                var channel = session.createShellChannel()) {
            channel.setPtyColumns(200);
            channel.setOut(screen);
            channel.setErr(screen);
            channel.open().verify(LONGEST);
            awaitOn(screen, PROMPT);
            enter(channel, line);
            awaitOn(screen, answer);
            enter(channel, "logout");
            end(channel, "logout");
        }
        return screen.toString(StandardCharsets.UTF_8);
    }

    private static void awaitOn(ByteArrayOutputStream screen, String text) throws Exception {
        Await.until(
                () -> "\"" + text + "\" on the screen, which shows: " + screen,
                () -> screen.toString(StandardCharsets.UTF_8).contains(text));
    }

    private static void enter(ClientChannel channel, String line) throws IOException {
        channel.getInvertedIn().write((line + "\r").getBytes(StandardCharsets.UTF_8));
        channel.getInvertedIn().flush();
    }

    private static void end(ClientChannel channel, String command) {
        var events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONGEST);
        if (!events.contains(ClientChannelEvent.CLOSED)) {
            throw new AssertionError("no end within " + LONGEST.toSeconds() + " s of " + command);
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
