// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The access list that is shipped: Karaf allows everybody what no line of it names. */
class AccessTest {
    private static final Path ACCESS = Path.of("../features/src/main/cfg/org.apache.karaf.command.acl.coattail.cfg");

    private final Properties access = new Properties();

    static Stream<String> commands() {
        return Verbs.all(new FakeInstance(), Clock.systemUTC(), "1.2.3").stream()
                .map(verb -> verb.usage().name());
    }

    @BeforeEach
    void read() throws IOException {
        try (Reader reader = Files.newBufferedReader(ACCESS)) {
            access.load(reader);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsNamed(String command) {
        assertNotNull(access.getProperty(command), "no line of " + ACCESS + " names it");
    }

    @Test
    void everyLineNamesACommand() {
        var named = access.stringPropertyNames().stream()
                .map(line -> line.replaceFirst("\\[.*", ""))
                .filter(line -> !line.equals("*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(commands().collect(Collectors.toCollection(TreeSet::new)), named);
    }

    @Test
    void whatChangesRightsTakesAdmin() {
        for (var command : List.of(
                "token-issue",
                "token-revoke",
                "validation-issue",
                "validation-add",
                "validation-remove",
                "key-rotate",
                "peer-add",
                "peer-rename",
                "peer-remove",
                "session-kill",
                "subscribers-revoke",
                "service-start",
                "service-stop",
                "data-migrate")) {
            assertEquals("admin", access.getProperty(command), command);
        }
    }

    @Test
    void aViewerMakesNothingHappen() {
        for (var command : List.of("action-perform", "action-publish", "action-subscribe", "action-unsubscribe")) {
            assertEquals("admin, manager, operator", access.getProperty(command), command);
        }
    }

    @Test
    void whatIsNamedNowhereTakesAdmin() {
        assertEquals("admin", access.getProperty("*"));
    }
}
