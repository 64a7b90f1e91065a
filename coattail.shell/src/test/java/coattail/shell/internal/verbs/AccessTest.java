// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Karaf lets everybody run what no access list names, so that each command has a line. */
class AccessTest {
    private static final Path LIST = Path.of("../features/src/main/cfg/org.apache.karaf.command.acl.coattail.cfg");
    private static final Set<String> ADMIN = Set.of("admin");
    private static final Set<String> ACTING = Set.of("admin", "manager");
    private static final Set<String> READING = Set.of("admin", "manager", "viewer");

    @Test
    void everyCommandIsForTheRightRoles() throws IOException {
        var list = new Properties();
        try (var reader = Files.newBufferedReader(LIST)) {
            list.load(reader);
        }
        for (var verb : Verbs.all(new FakeInstance(), Clock.systemUTC())) {
            var name = verb.usage().name();
            var roles = new TreeSet<>(Stream.of(list.getProperty(name, "").split(",")).map(String::strip).toList());
            assertEquals(expected(name), roles, name);
        }
    }

    private static Set<String> expected(String name) {
        return switch (name) {
            case "action-perform", "action-publish", "action-subscribe", "action-unsubscribe" -> ACTING;
            case "peer-add", "peer-remove", "token-issue", "token-revoke", "data-migrate" -> ADMIN;
            default -> READING;
        };
    }
}
