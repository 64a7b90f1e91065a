// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.contract.Side;

/** The listener, as another implementation of TLS sees it: {@code openssl s_client}, with keys that openssl made. */
@Timeout(120)
class OpenSslTest {
    private static final TlsIdentity LISTENER = TestIdentities.ed25519("listener");
    private static final int LONGEST_SECONDS = 60;

    @TempDir
    private Path folder;

    private final Side listener = new Side();
    private final MinaTransport transport =
            new MinaTransport(host -> List.of(InetAddress.getAllByName(host)), Timeouts.DEFAULT);
    private InetSocketAddress address;

    @BeforeAll
    static void isThere() {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "openssl")));
        assumeTrue(found, "there is no openssl on the PATH; Debian has it in the package openssl");
    }

    @BeforeEach
    void listen() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        address = transport
                .listen(loopback, LISTENER, AdmissionLimits.DEFAULT, listener)
                .address();
    }

    @AfterEach
    void stop() {
        transport.close();
    }

    @Test
    void tls13WithAnEd25519KeyIsAccepted() throws Exception {
        Process client = start(client("-tls1_3", "-quiet", "-cert", certificate("ed25519"), "-key", key()));
        try {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            client.getOutputStream().flush();

            var recorder = listener.next();
            assertArrayEquals("hello".getBytes(UTF_8), recorder.awaitBytes(5));
            assertArrayEquals(publicKey(), recorder.connection().peerKey());
            recorder.connection().write(ByteBuffer.wrap("back".getBytes(UTF_8)));
            assertArrayEquals("back".getBytes(UTF_8), client.getInputStream().readNBytes(4));
        } finally {
            client.destroy();
            assertTrue(client.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void tls12IsRefused() throws Exception {
        assertRefused("alert protocol version", "-tls1_2", "-cert", certificate("ed25519"), "-key", key());
    }

    /** In TLS 1.3 a client learns only after its handshake that it was refused. The JDK had the older name for it. */
    @Test
    void noCertificateIsRefused() throws Exception {
        assertRefused("alert (certificate required|bad certificate)", "-tls1_3");
    }

    @ParameterizedTest
    @CsvSource({"rsa:2048", "ed448", "ec -pkeyopt ec_paramgen_curve:P-256"})
    void aKeyOfAnotherKindIsRefused(String kind) throws Exception {
        assertRefused("alert", "-tls1_3", "-cert", certificate(kind), "-key", key());
    }

    private void assertRefused(String alert, String... options) throws Exception {
        Process client = start(client(options)); // its input stays open: it is the listener that ends this
        String said = new String(client.getInputStream().readAllBytes(), UTF_8);

        assertTrue(client.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertNotEquals(0, client.exitValue(), said);
        assertTrue(Pattern.compile(alert).matcher(said).find(), said);
        assertEquals(0, listener.waiting());
    }

    private List<String> client(String... options) {
        var command = new ArrayList<>(List.of("openssl", "s_client", "-connect"));
        command.add(address.getAddress().getHostAddress() + ":" + address.getPort());
        command.addAll(List.of(options));
        return command;
    }

    /** Makes a key and a certificate over it. */
    private String certificate(String kind) throws Exception {
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-batch", "-nodes", "-subj", "/CN=stranger"));
        command.addAll(List.of("-days", "2", "-keyout", key(), "-out", file("cert.pem"), "-newkey"));
        command.addAll(List.of(kind.split(" ")));
        run(command);
        return file("cert.pem");
    }

    private String key() {
        return file("key.pem");
    }

    private byte[] publicKey() throws Exception {
        run(List.of("openssl", "pkey", "-in", key(), "-pubout", "-outform", "DER", "-out", file("key.der")));
        return Files.readAllBytes(Path.of(file("key.der")));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void run(List<String> command) throws Exception {
        Process process = start(command);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
    }

    private static Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command);
        boolean quiet = command.contains("-quiet"); // then its output is what the listener sends, and nothing else
        return builder.redirectErrorStream(!quiet)
                .redirectError(quiet ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.PIPE)
                .start();
    }
}
