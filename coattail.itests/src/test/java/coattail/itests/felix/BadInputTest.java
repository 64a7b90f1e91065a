// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import static coattail.itests.felix.FelixInstance.get;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.api.Payload;
import coattail.api.Peer;
import coattail.itests.support.FreePort;

/** What is wrong is refused with its own code and a line that says what to do, and the connection serves on. */
class BadInputTest {
    @TempDir
    static Path directory;

    /** What an instance takes, and a token allows, unless they are told otherwise. */
    private static final int LARGEST = 1 << 20;

    private static FelixInstance north;
    private static FelixInstance south;
    private static FelixInstance west;
    private static String token;
    private static Peer peer;

    private String connection;

    @BeforeAll
    static void start() throws Exception {
        north = FelixInstance.start("north", directory);
        south = FelixInstance.start("south", directory);
        west = FelixInstance.start("west", directory);
        token = north.token("greet", "echo", "slow", "missing");
        get(south.peers().add(token, Optional.of("north"), Optional.empty()));
        peer = south.coattail().peer("north");
    }

    @AfterAll
    static void stop() throws Exception {
        for (var instance : new FelixInstance[] {west, south, north}) {
            if (instance != null) {
                instance.close();
            }
        }
    }

    @BeforeEach
    void rememberTheConnection() {
        connection = connection();
        assertFalse(connection.isEmpty());
    }

    @AfterEach
    void theConnectionServesOn() {
        assertEquals(connection, connection(), "where south is connected from");
        var answer = get(peer.perform("greet", Map.of("name", "Ada"), Map.class).result());
        assertEquals(Map.of("text", "Hello, Ada"), answer);
        assertEquals(1, south.peers().list().size());
        assertEquals(List.of(), west.peers().list());
        assertEquals(0, south.subscriptions().subscriptions().size());
        assertEquals(0, north.subscriptions().subscribers().size());
    }

    /** The address that south's socket has at north: another one would be another connection. */
    private static String connection() {
        return north.peers().show(south.id()).address();
    }

    private static void assertRefused(ErrorCode code, String says, CompletionStage<?> stage) {
        var refused = assertThrows(CoattailException.class, () -> get(stage));
        assertAll(
                () -> assertEquals(code, refused.code(), refused.getMessage()),
                () -> assertTrue(refused.getMessage().contains(says), refused.getMessage()),
                () -> assertFalse(refused.getMessage().contains("\n"), refused.getMessage()),
                () -> assertFalse(refused.getMessage().contains("Exception"), refused.getMessage()));
    }

    private static CompletionStage<Object> perform(String action, Object input, Option... options) {
        return peer.perform(action, input, Object.class, options).result();
    }

    private static Payload json(String text) {
        return Payload.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    private static CompletionStage<?> add(String token) {
        return west.peers().add(token, Optional.empty(), Optional.empty());
    }

    @Test
    void anActionThatIsNotThereTellsOnlyThoseWhoMayKnow() {
        assertRefused(ErrorCode.NO_SUCH_ACTION, "missing", perform("missing", null));
        assertRefused(
                ErrorCode.NO_SUCH_ACTION,
                "missing",
                peer.publish("missing", null).result());
        assertRefused(ErrorCode.FORBIDDEN, "", perform("unheard of", null));
        assertRefused(ErrorCode.FORBIDDEN, "", perform("recall", null));
        assertRefused(ErrorCode.FORBIDDEN, "", peer.publish("recall", null).result());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"name\":}",
                "{\"name\":\"Ada\"} and more",
                "",
                "{\"name\":\"Ada\",\"name\":\"Bob\"}",
                "\u0000"
            })
    void whatIsNoJsonIsBadInput(String text) {
        assertRefused(ErrorCode.BAD_INPUT, "", perform("greet", json(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":7}", "{\"name\":null}", "{\"name\":[\"Ada\"]}", "{\"name\":{}}"})
    void aWrongTypeIsBadInputThatNamesTheField(String text) {
        assertRefused(ErrorCode.BAD_INPUT, "/name", perform("greet", json(text)));
    }

    @Test
    void nestingWithoutEndIsBadInput() {
        assertRefused(ErrorCode.BAD_INPUT, "", perform("greet", json("[".repeat(5_000) + "]".repeat(5_000))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc",
                "a/b",
                "",
                " greet",
                "greet ",
                "gr\u001b[31meet",
                "gr\neet",
                "gr\u202eeet",
                "\u011dreet"
            })
    void whatIsNoNameIsSaidToBeNone(String name) {
        assertAll(
                () -> assertRefused(ErrorCode.BAD_INPUT, "", perform(name, null)),
                () -> assertRefused(
                        ErrorCode.BAD_INPUT, "", peer.publish(name, null).result()),
                () -> assertRefused(
                        ErrorCode.BAD_INPUT,
                        "",
                        peer.subscribe(name, "remember").result()),
                () -> assertRefused(
                        ErrorCode.BAD_INPUT,
                        "",
                        peer.unsubscribe(name, "remember").result()),
                () -> assertRefused(ErrorCode.BAD_INPUT, "", peer.action(name).result()),
                () -> assertRefused(
                        ErrorCode.BAD_INPUT, "", west.peers().add(north.token(), Optional.of(name), Optional.empty())),
                () -> assertEquals(
                        ErrorCode.BAD_INPUT,
                        assertThrows(CoattailException.class, () -> north.token(name))
                                .code()));
    }

    @Test
    void whatIsTooLargeIsSaidToBeBeforeItIsSent() {
        var large = "A".repeat(LARGEST);
        assertRefused(ErrorCode.TOO_LARGE, String.valueOf(LARGEST), perform("greet", Map.of("name", large)));
        assertRefused(
                ErrorCode.TOO_LARGE,
                String.valueOf(LARGEST),
                peer.publish("echo", large).result());
        assertRefused(
                ErrorCode.TOO_LARGE,
                String.valueOf(LARGEST),
                perform("echo", json('"' + "A".repeat(20_000_000) + '"')));
        var most = "A".repeat(LARGEST - 2);
        assertEquals(most, get(perform("echo", json('"' + most + '"'))));
    }

    @Test
    void theAnswerOfAnActionCanBeTooLargeToo() {
        // The name fits, and "Hello, " makes the greeting too long.
        var longest = "A".repeat(LARGEST - "{\"name\":\"\"}".length());
        assertRefused(ErrorCode.TOO_LARGE, String.valueOf(LARGEST), perform("greet", Map.of("name", longest)));
    }

    @Test
    void whatIsNotBuiltIsRefusedAndNotIgnored() {
        assertRefused(ErrorCode.UNSUPPORTED_TYPE, "", perform("echo", json("1"), Option.followLog(line -> {})));
    }

    @Test
    void aDeadlineThatPassesIsNoLostConnection() {
        var soon = Option.deadline(Duration.ofMillis(50));
        assertRefused(ErrorCode.DEADLINE, "", perform("slow", Map.of("millis", 60_000), soon));
        assertRefused(ErrorCode.BAD_INPUT, "", perform("echo", json("1"), Option.deadline(Duration.ZERO)));
        assertRefused(ErrorCode.BAD_INPUT, "", perform("echo", json("1"), Option.deadline(Duration.ofHours(2))));
    }

    @Test
    void aFailureOfTheActionIsItsOwn() {
        assertRefused(ErrorCode.ACTION_FAILED, "A guest has a name", perform("greet", Map.of("name", " ")));
    }

    @Test
    void subscribingNeedsAReceiverAndAPeer() {
        assertRefused(
                ErrorCode.NO_SUCH_RECEIVER,
                "nobody",
                peer.subscribe("echo", "nobody").result());
        var unknown = south.coattail().peer("west");
        assertRefused(
                ErrorCode.NOT_CONNECTED,
                "west",
                unknown.subscribe("echo", "remember").result());
        assertRefused(
                ErrorCode.NOT_CONNECTED,
                "west",
                unknown.perform("echo", null, Object.class).result());
        assertRefused(
                ErrorCode.NO_SUCH_SUBSCRIPTION,
                "",
                peer.unsubscribe("echo", "remember").result());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "\u001b[31m", "../../etc/passwd"})
    void whatIsNoTokenIsSaidToBeNone(String text) {
        assertRefused(ErrorCode.BAD_INPUT, "token", add(text));
    }

    @Test
    void aTokenThatWasChangedIsRefused() {
        var parts = north.token("greet").split("\\.");
        var signature = (parts[2].charAt(0) == 'A' ? 'B' : 'A') + parts[2].substring(1);
        assertRefused(ErrorCode.AUTH_FAILED, "", add(parts[0] + "." + parts[1] + "." + signature));
    }

    @Test
    void aTokenThatAnotherUsesIsRefused() {
        assertRefused(ErrorCode.AUTH_FAILED, "", add(token));
    }

    @Test
    void aRevokedTokenIsRefused() {
        var revoked = north.tokens().issue(FelixInstance.allowing(List.of(), List.of(), List.of()));
        north.tokens().revoke(revoked.status().id());
        assertRefused(ErrorCode.AUTH_FAILED, "", add(revoked.reveal()));
    }

    @Test
    void onesOwnTokenIsForSomebodyElse() {
        assertRefused(ErrorCode.BAD_INPUT, "itself", add(west.token("greet")));
    }

    @Test
    void whoeverAnswersWithAnotherKeyIsNotThePeer() {
        var elsewhere = Optional.of("127.0.0.1:" + north.port);
        assertRefused(
                ErrorCode.NOT_CONNECTED,
                "not the pinned",
                south.peers().add(west.token("greet"), Optional.empty(), elsewhere));
    }

    @Test
    void whereNobodyListensIsSaidAtOnce() {
        var nobody = "127.0.0.1:" + FreePort.next();
        var token = west.token("greet");
        assertRefused(ErrorCode.NOT_CONNECTED, nobody, south.peers().add(token, Optional.empty(), Optional.of(nobody)));
        assertRefused(ErrorCode.BAD_INPUT, "HOST", south.peers().add(token, Optional.empty(), Optional.of("a b:c")));
    }
}
