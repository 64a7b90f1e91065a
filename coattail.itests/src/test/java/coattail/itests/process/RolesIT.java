// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import coattail.itests.felix.FelixInstance;
import coattail.itests.support.Console;
import coattail.itests.support.EtcFile;
import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;
import coattail.itests.support.Ssh;
import coattail.itests.support.User;

/**
 * What users of each role may do at an instance, over ssh and from a terminal, against docs/operations.md, "Who may do
 * what". A new command needs a row there, and no line here.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes belong to the test")
class RolesIT {
    private static final String REFUSED = "coattail: the roles of this user don't allow the command;"
            + " etc/org.apache.karaf.command.acl.coattail.cfg says which do (FORBIDDEN)";
    private static final Pattern KARAFS_OWN =
            Pattern.compile("Command not found: coattail:.*|Error executing command: Insufficient credentials\\.");
    private static final Pattern LISTED = Pattern.compile("(?m)^coattail:(\\S+) ");

    /** What commands change and time alone doesn't. */
    private static final List<String> LISTS =
            List.of("token-list", "validation-list", "key-list", "subscription-list", "subscribers-list");

    /** What goes on until it is interrupted: whether it may be run shows in its help as well. */
    private static final Set<String> ENDLESS = Set.of("watch");

    private static final AccessTable TABLE = AccessTable.documented();
    private static final Examples EXAMPLES = Examples.documented();

    @TempDir
    static Path directory;

    private static Site here;
    private static FelixInstance plant;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<User, Ssh> USERS = new EnumMap<>(User.class);
    private static final Map<User, Console> CONSOLES = new EnumMap<>(User.class);

    /** An instance whose terminal has the role operator, with a peer and a token. */
    @BeforeAll
    static void furnish() throws Exception {
        var place = directory.toRealPath();
        here = new Site(new Launcher(place.resolve("home")), place.resolve("here"), FreePort.next());
        here.make().succeeded();
        var users = etc("users.properties");
        for (var user : User.values()) {
            users.put(user.login(), user.entry());
        }
        etc("custom.system.properties").put("karaf.local.roles", User.OPERATOR.role());
        here.start().succeeded();
        int port = Integer.parseInt(
                etc("custom.system.properties").value("coattail.ssh.port").orElseThrow());
        for (var user : User.values()) {
            USERS.put(user, Ssh.as(user, port));
            CONSOLES.put(user, USERS.get(user).console());
        }
        plant = FelixInstance.start("plant", place);
        admin("coattail:peer-add " + plant.token("greet") + " --name plant --json");
        admin("coattail:token-issue --performable greet --json");
    }

    @AfterAll
    static void leaveNothingRunning() throws Exception {
        for (var console : CONSOLES.values()) {
            console.close();
        }
        if (plant != null) {
            plant.close();
        }
        Proc.kill(directory.toRealPath());
    }

    @Test
    void theTableHasEveryCommandThatThereIs() throws Exception {
        assertEquals(shown(User.ADMIN), TABLE.commands(), "docs/operations.md, 'Who may do what'");
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void commandsThatOneMayNotRunAreNotShown(User user) throws Exception {
        var expected = TABLE.commands().stream()
                .filter(command -> TABLE.shows(user, command))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, shown(user));
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void whatTheTableDoesNotAllowIsRefusedInOneLineAndChangesNothing(User user) throws Exception {
        var before = state();
        for (var row : TABLE.rows().keySet()) {
            if (TABLE.allows(user, row)) {
                continue;
            }
            var line = line(row);
            var said = CONSOLES.get(user).run(line).lines().toList();
            assertEquals(REFUSED, said.get(0), () -> user + ": " + line + ": " + said);
            assertEquals(2, said.size(), () -> user + ": " + line + ": " + said);
            assertTrue(KARAFS_OWN.matcher(said.get(1)).matches(), () -> user + ": " + line + ": " + said);
        }
        assertEquals(before, state());
    }

    @ParameterizedTest
    @EnumSource(value = User.class, names = "NOBODY", mode = EnumSource.Mode.EXCLUDE)
    void whatTheTableAllowsIsNotRefused(User user) throws Exception {
        for (var row : TABLE.rows().keySet()) {
            // An admin's deeds would change what the others are tried on: one way to try them is enough.
            if (TABLE.allows(user, row)) {
                boolean onlyHelp = user == User.ADMIN || ENDLESS.contains(row);
                var line = onlyHelp ? "coattail:" + AccessTable.command(row) + " --help" : line(row);
                var output = CONSOLES.get(user).run(line);
                assertFalse(
                        output.contains(REFUSED) || KARAFS_OWN.matcher(output).find(),
                        () -> user + ": " + line + ": " + output);
            }
        }
    }

    /** The keys, the files and the services of the instance are as closed as its commands. */
    @ParameterizedTest
    @EnumSource(value = User.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void thereIsNoWayPastTheTable(User user) throws Exception {
        var key = Files.readString(here.directory().resolve("keys/vt-key.pem"))
                .lines()
                .toList();
        var secret = Files.writeString(here.directory().resolve("etc/secret.json"), "{\"password\": \"tell-nobody\"}");
        var target = directory.resolve("written-by-" + user);
        var context = "($.context getServiceReference coattail.core.admin.TokenAdmin)";
        for (var attempt : List.of(
                "shell:cat keys/vt-key.pem",
                "shell:tail keys/vt-key.pem",
                "shell:grep PRIVATE keys/vt-key.pem",
                "shell:less keys/vt-key.pem",
                "shell:source keys/vt-key.pem",
                "shell:echo mine > " + target,
                "coattail:info > " + target,
                "coattail:info | shell:tac " + target,
                "shell:exec cp keys/vt-key.pem " + target,
                "shell:new java.io.FileWriter " + target,
                "shell:echo (($.context getService " + context + ") issued)",
                "t = ($.context getService " + context + "); $t issued",
                "coattail:action-perform echo @" + secret,
                "coattail:action-perform echo @keys/vt-key.pem",
                "cm:getConfiguration coattail.listener",
                "jaas:realm-manage --index 1; jaas:user-add me me; jaas:update",
                "log:display",
                "dev:dump-create " + target,
                "scr:list",
                "service:list")) {
            var answer = USERS.get(user).run(attempt);
            assertNotEquals(0, answer.exitCode(), () -> user + ": " + attempt + ": " + answer.output());
            assertFalse(answer.output().contains("tell-nobody"), () -> user + ": " + attempt);
            assertFalse(
                    answer.output().contains("PRIVATE KEY") || answer.output().contains(key.get(1)),
                    () -> user + ": " + attempt);
        }
        assertFalse(Files.exists(target, LinkOption.NOFOLLOW_LINKS), () -> user + " wrote " + target);
        assertFalse(USERS.get(user).opens("sftp"), () -> user + " gets at files");
        assertNotEquals(0, USERS.get(user).run("scp -f keys/vt-key.pem").exitCode());
    }

    /** The terminal is a user like others: here one with the role operator. */
    @Test
    void aTerminalHasTheRolesOfTheLocalConsole() throws Exception {
        var before = state();
        for (var row : TABLE.rows().keySet()) {
            var words = Stream.of(line(row).substring("coattail:".length()).split("-", 2))
                    .flatMap(part -> Stream.of(part.split(" ")))
                    .map(word -> word.replace("'", ""))
                    .toArray(String[]::new);
            if (List.of("version", "service").contains(words[0])) {
                continue; // the launcher's own
            }
            if (ENDLESS.contains(row)) {
                words = new String[] {words[0], "--help"};
            }
            for (var word : words) {
                if (word.startsWith("@")) {
                    Files.writeString(here.directory().resolve(word.substring(1)), "read by the launcher itself");
                }
            }
            var outcome = here.run(words);
            if (TABLE.allows(User.OPERATOR, row)) {
                assertFalse(outcome.err().contains("FORBIDDEN"), outcome::toString);
            } else {
                assertEquals(REFUSED + "\n", outcome.err(), outcome::toString);
                outcome.failed(1);
            }
        }
        assertEquals(before, state());
        var help = here.run("help").succeeded();
        assertTrue(help.contains("  action perform "), help);
        assertFalse(help.contains("  token issue "), help);
    }

    @Test
    void nobodyElseOnTheMachineGetsToTheTerminalsSocket() throws IOException {
        assertEquals("rw-------", mode("work/coattail.sock"));
        for (var folder : List.of("", "work", "keys", "etc", "data")) {
            assertEquals("rwx------", mode(folder), folder);
        }
    }

    private static String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(here.directory().resolve(name)));
    }

    /**
     * What a user tries for a row: the documented example, about the peer, the token and the session that there are.
     */
    private static String line(String row) throws Exception {
        var line = EXAMPLES.of(row, TABLE.rows().keySet());
        if (line.contains("Zk3t")) {
            return line.replace("Zk3t", first("token-list"));
        }
        return line.contains("session-kill 7") ? line.replace("kill 7", "kill " + first("session-list")) : line;
    }

    private static String first(String list) throws Exception {
        return admin("coattail:" + list + " --json").path(0).path("id").asText();
    }

    private static JsonNode admin(String command) throws Exception {
        var answer = CONSOLES.get(User.ADMIN).run(command);
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + command + ": " + answer, e);
        }
    }

    private static Set<String> shown(User user) throws Exception {
        var commands = new TreeSet<String>();
        var listed = LISTED.matcher(CONSOLES.get(user).run("help"));
        while (listed.find()) {
            commands.add(listed.group(1));
        }
        return commands;
    }

    /** What commands change: peers but for when they were last heard of, tokens, subscriptions, the listener. */
    private static List<String> state() throws Exception {
        var state = new ArrayList<String>();
        for (var peer : admin("coattail:peer-list --json")) {
            state.add("peer " + peer.path("id") + " " + peer.path("name"));
        }
        for (var list : LISTS) {
            state.add(list + " " + admin("coattail:" + list + " --json"));
        }
        for (var session : admin("coattail:session-list --json")) {
            state.add("session " + session.path("id"));
        }
        state.add("listening " + admin("coattail:info --json").path("listening"));
        state.add("data " + admin("coattail:data-migrate status --json"));
        return state;
    }

    private static EtcFile etc(String name) {
        return new EtcFile(here.directory().resolve("etc").resolve(name));
    }
}
