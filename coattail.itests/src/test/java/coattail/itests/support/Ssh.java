// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.ConnectionService;

/**
 * A user at a Karaf's ssh port: logs in with a password, so that Karaf alone says which roles that gives. Each command
 * has a connection of its own: Karaf closes the connection with the command. For many commands, {@link #console()} is
 * quicker.
 */
public final class Ssh {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** In a run with hundreds of logins Karaf's ssh server once left one unanswered: then one more is tried. */
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(20);

    private static final long LOOK_AGAIN_NANOS = 50_000_000;
    private static final String PROMPT = "@root()>";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final User user;
    private final int port;

    private Ssh(User user, int port) {
        this.user = user;
        this.port = port;
    }

    /** What one command came to. */
    public record Answer(int exitCode, String output) {
        public JsonNode json() {
            try {
                return JSON.readTree(output);
            } catch (IOException e) {
                throw new AssertionError("exit code " + exitCode + ", and this isn't JSON: " + output, e);
            }
        }
    }

    /** @param port the Karaf's, on this host */
    public static Ssh as(User user, int port) {
        return new Ssh(user, port);
    }

    /** A connection of a client of its own, which ends with it. */
    private ClientSession login() throws IOException {
        try {
            return login(client());
        } catch (SshException e) {
            if (refused(e) || !(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            return login(client());
        }
    }

    private static SshClient client() {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY); // nothing of who runs the test
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
        return client;
    }

    private ClientSession login(SshClient client) throws IOException {
        try {
            var session = connect(client, System.nanoTime() + LONGEST.toNanos());
            session.addCloseFutureListener(closed -> client.close(true));
            session.addPasswordIdentity(user.password());
            session.auth().verify(LONGEST_LOGIN);
            return session;
        } catch (IOException e) {
            client.close(true);
            throw e;
        }
    }

    /** Karaf says that it has booted before its ssh port is open, and opens that anew when its configuration comes. */
    private ClientSession connect(SshClient client, long deadline) throws IOException {
        while (true) {
            try {
                return client.connect(user.login(), "127.0.0.1", port)
                        .verify(LONGEST)
                        .getSession();
            } catch (IOException e) {
                if (!refused(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }

    private static boolean refused(Throwable failure) {
        return failure != null && (failure instanceof ConnectException || refused(failure.getCause()));
    }

    /** Runs one command without a console, as a script would. */
    public Answer run(String command) throws IOException {
        var output = new ByteArrayOutputStream();
        try (var session = login();
                var channel = session.createExecChannel(command)) {
            channel.setOut(output);
            channel.setErr(output);
            channel.open().verify(LONGEST);
            end(channel, command);
            Integer exitCode = channel.getExitStatus();
            return new Answer(
                    exitCode == null ? 0 : exitCode, IssuedTokens.note(output.toString(StandardCharsets.UTF_8)));
        }
    }

    /** Opens a console for many commands; the caller closes it. */
    public Console console() throws Exception {
        return new Console(login());
    }

    /** Whether the server opens a subsystem, such as the one that serves files. */
    public boolean opens(String subsystem) throws IOException {
        try (var session = login();
                var channel = new Subsystem(subsystem)) {
            session.getService(ConnectionService.class).registerChannel(channel);
            channel.open().verify(LONGEST);
            return channel.granted
                    .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    /** A channel that tells what the server says of the subsystem; it is open before that. */
    private static final class Subsystem extends ChannelSubsystem {
        private final CompletableFuture<Boolean> granted = new CompletableFuture<>();

        private Subsystem(String name) {
            super(name);
        }

        @Override
        public void handleSuccess() throws IOException {
            granted.complete(true);
            super.handleSuccess();
        }

        @Override
        public void handleFailure() throws IOException {
            granted.complete(false);
            super.handleFailure();
        }
    }

    /** Opens a console, types the line at its prompt, waits until {@code answer} is on the screen, and logs out. */
    public String type(String line, String answer) throws Exception {
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
}
