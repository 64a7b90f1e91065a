// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.documents.Checkout;
import coattail.itests.felix.FelixInstance;
import coattail.itests.support.ActivatorJar;
import coattail.itests.support.Await;
import coattail.itests.support.Ssh;
import coattail.itests.support.User;
import coattail.itests.witness.Witness;

/**
 * Coattail as a guest: it comes into a Karaf as released and goes again, by features and as a KAR, and Karaf's own
 * bundles don't notice. What is typed is what the pages say.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes belong to the test")
class StockKarafIT {
    private static final String LISTENER = "coattail.listener.cfg";
    private static final Set<String> CONFIGURATION = Set.of(
            "coattail.instance.cfg",
            LISTENER,
            "coattail.publication.cfg",
            "coattail.security.cfg",
            "coattail.store.cfg",
            "org.apache.felix.fileinstall-actions.cfg",
            "org.apache.felix.fileinstall-receivers.cfg",
            "org.apache.karaf.command.acl.coattail.cfg");

    @TempDir
    static Path directory;

    private static StockKaraf karaf;
    private static Ssh admin;

    private Set<String> released;

    @BeforeAll
    static void start() throws Exception {
        karaf = StockKaraf.start(directory);
        admin = karaf.as(User.ADMIN);
        var witness = directory.resolve("witness.jar");
        ActivatorJar.write(witness, Witness.class, "org.osgi.framework,org.osgi.framework.wiring");
        run("bundle:install --start " + witness.toUri());
    }

    @AfterAll
    static void stop() throws Exception {
        if (karaf != null) {
            karaf.close();
        }
    }

    /** An operator chooses where it listens before it is there. */
    @BeforeEach
    void begin() throws IOException {
        released = karaf.configuration();
        karaf.etc(LISTENER)
                .put("bind", "127.0.0.1")
                .put("advertise", "127.0.0.1")
                .put("port", "0");
        run("witness:begin");
    }

    @AfterEach
    void nothingIsAmissInTheLog() {
        assertEquals(List.of(), karaf.amiss());
    }

    @Test
    void itsFeaturesComeAndGo() throws Exception {
        typed("README.md", "Into a Karaf that you have", 0);
        awaitListening();
        assertUndisturbed();
        assertTrue(extras().contains("bundle coattail.core"), () -> "what came: " + extras());
        assertWorks("by-features");
        var id = id();
        var tokens = run("coattail:token-list --json");

        typed("docs/operations.md", "In a Karaf that you have", 0);
        assertGoneButForConfiguration();
        assertUndisturbed();
        assertEquals(union(released, CONFIGURATION), karaf.configuration());
        assertEquals(Optional.of("0"), karaf.etc(LISTENER).value("port"));
        assertEquals(Set.of("data", "db", "db.lock", "keys"), karaf.names("coattail"));

        typed("README.md", "Into a Karaf that you have", 0);
        awaitListening();
        assertEquals(id, id());
        assertEquals(tokens, run("coattail:token-list --json"));

        typed("docs/operations.md", "In a Karaf that you have", 1);
        assertGone();
        assertUndisturbed();
        assertEquals(released, karaf.configuration());
        assertEquals(Set.of("data", "db", "db.lock", "keys"), karaf.names("coattail"));
    }

    @Test
    void itsKarComesAndGoes() throws Exception {
        var kar = karaf.file("deploy/coattail-features.kar");
        Files.copy(StockKaraf.kar(), directory.resolve("kar"));
        Files.move(directory.resolve("kar"), kar, StandardCopyOption.ATOMIC_MOVE);
        awaitListening();
        assertUndisturbed();
        assertWorks("by-kar");

        Files.delete(kar);
        Await.until(() -> "still there: " + ours("bundle:list -s -t 0"), () -> ours("bundle:list -s -t 0")
                .isEmpty());
        assertEquals(union(released, CONFIGURATION), karaf.configuration());
        for (var file : CONFIGURATION) {
            Files.delete(karaf.file("etc").resolve(file)); // by hand, as the page says
        }
        assertGone();
        assertUndisturbed();
        assertEquals(released, karaf.configuration());
        assertEquals(Set.of(), karaf.names("data/kar"));
    }

    /** Types what a page has for Karaf's console. */
    private static void typed(String page, String heading, int block) {
        for (var line : Checkout.page(page).karaf(heading).get(block)) {
            run(line);
        }
    }

    private static String run(String command) {
        try {
            var answer = admin.run(command);
            assertEquals(0, answer.exitCode(), () -> command + ": " + answer.output());
            return answer.output();
        } catch (IOException e) {
            throw new AssertionError(command, e);
        }
    }

    private static String id() throws IOException {
        return admin.run("coattail:info --json").json().path("id").asText();
    }

    private static void awaitListening() throws Exception {
        var last = new Object() {
            Ssh.Answer info;
        };
        Await.until(() -> "it doesn't listen: " + last.info + "\n" + karaf.amiss(), () -> {
            last.info = admin.run("coattail:info --json");
            return last.info.exitCode() == 0
                    && last.info.json().path("listening").asBoolean();
        });
    }

    /** Its commands answer each as his roles allow, and a peer that got a token performs an action. */
    private static void assertWorks(String visitor) throws Exception {
        var bound = admin.run("coattail:info --json").json().path("bound").asText();
        assertTrue(bound.matches("127\\.0\\.0\\.1:(?!49365)[0-9]+"), "what was configured before: " + bound);
        assertEquals("42", run("coattail:action-perform echo 42").strip());
        var viewer = karaf.as(User.VIEWER);
        var refused = viewer.run("coattail:token-issue --performable echo");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.output().contains("(FORBIDDEN)"), refused::output);
        assertEquals(0, viewer.run("coattail:token-list").exitCode());
        var token = run("coattail:token-issue --performable echo --quiet --print-raw-token")
                .strip();
        try (var peer = FelixInstance.start(visitor, directory)) {
            FelixInstance.get(peer.peers().add(token, Optional.of("host"), Optional.empty()));
            assertEquals(
                    "from afar",
                    FelixInstance.get(peer.coattail()
                            .peer("host")
                            .perform("echo", "from afar", String.class)
                            .result()));
        }
    }

    private static void assertUndisturbed() {
        assertEquals("", run("witness:changes").strip(), "what became of Karaf's own bundles");
    }

    private static void assertGone() throws Exception {
        assertGoneBut(Set.of());
        Await.until(
                () -> "left behind: " + configurations(), () -> configurations().isEmpty());
    }

    /** While the files in etc are there, Karaf's own bundle watches the folders that two of them name. */
    private static void assertGoneButForConfiguration() throws Exception {
        assertGoneBut(Set.of("actions", "receivers").stream()
                .map(folder -> "thread fileinstall-" + karaf.file(folder))
                .map(Witness::withoutNumbers)
                .collect(Collectors.toSet()));
    }

    private static void assertGoneBut(Set<String> kept) throws Exception {
        Await.until(() -> "left behind: " + extras(), () -> kept.containsAll(extras()));
        assertEquals(List.of(), ours("feature:list"));
        assertEquals(List.of(), ours("feature:repo-list"));
        assertEquals(List.of(), ours("kar:list"));
    }

    /** Bundles, services and threads that weren't there at the beginning. */
    private static List<String> extras() {
        return run("witness:extras").lines().filter(line -> !line.isBlank()).toList();
    }

    private static List<String> ours(String listing) {
        return run(listing).lines().filter(line -> line.contains("coattail")).toList();
    }

    private static List<String> configurations() {
        return run("config:list")
                .lines()
                .filter(line -> line.matches("Pid:.*(coattail|fileinstall~(actions|receivers)).*"))
                .toList();
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
