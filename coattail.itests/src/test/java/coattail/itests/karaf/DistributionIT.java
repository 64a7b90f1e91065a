// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Namespace;

import coattail.itests.support.Await;
import coattail.itests.support.Ssh;
import coattail.itests.support.User;

/** The archive as it is shipped, unpacked and started in its Karaf; these tests run in there. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
    private static final long BOOT_MILLIS = 120_000;

    @Inject
    private BundleContext context;

    @Inject
    @Filter(timeout = BOOT_MILLIS)
    @SuppressWarnings("UnusedVariable") // that it is injected is what is waited for
    private BootFinished booted;

    @Inject
    private FeaturesService features;

    @Configuration
    public Option[] configuration() {
        return KarafContainer.options();
    }

    @Before
    public void waitUntilPeersCanConnect() throws Exception {
        var admin = as(User.ADMIN);
        Await.until(
                () -> "the instance doesn't listen: " + bundlesAmiss(),
                () -> listens(admin.run("coattail:info --json")));
    }

    @Test
    public void theFeaturesAreInstalledAndTheSamplesAreThereToBe() throws Exception {
        var installed = Stream.of(features.listInstalledFeatures())
                .map(Feature::getName)
                .collect(Collectors.toSet());
        assertTrue("installed: " + installed, installed.containsAll(Set.of("coattail", "coattail-shell")));
        assertFalse("a distribution offers no sample action unasked", installed.contains("coattail-samples"));
        assertEquals("known, to be installed", 1, features.getFeatures("coattail-samples").length);
    }

    @Test
    public void everyBundleIsActive() throws Exception {
        assertEquals("bundles that are neither active nor a resolved fragment", List.of(), bundlesAmiss());
        for (var name : Set.of("api", "core", "transport", "store", "shell")) {
            assertEquals(Bundle.ACTIVE, only("coattail." + name).getState());
        }
    }

    /** What is imported dynamically may fail while another thread resolves: docs/decisions/0005. */
    @Test
    public void derbyIsWiredBeforeItsClassesAreAskedFor() throws Exception {
        var derby = only("derby").adapt(BundleWiring.class);
        for (var imported : Set.of("javax.sql", "javax.naming", "javax.naming.spi")) {
            assertTrue(
                    imported + " in " + derby.getRequirements(PackageNamespace.PACKAGE_NAMESPACE),
                    derby.getRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream()
                            .map(BundleRequirement::getDirectives)
                            .filter(directives -> !PackageNamespace.RESOLUTION_DYNAMIC.equals(
                                    directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE)))
                            .map(directives -> directives.get(Namespace.REQUIREMENT_FILTER_DIRECTIVE))
                            .anyMatch(filter -> filter.contains("=" + imported + ")")));
        }
    }

    @Test
    public void infoTellsWhoThisIs() throws Exception {
        var viewer = as(User.VIEWER);
        var answer = viewer.run("coattail:info --json");
        assertEquals(answer.output(), 0, answer.exitCode());
        var info = answer.json();
        assertEquals(
                Path.of(System.getProperty("karaf.base")),
                Path.of(info.path("directory").asText()));
        assertTrue(info.toString(), info.path("fingerprint").asText().startsWith("sha256/"));
        assertTrue(info.toString(), info.path("bound").asText().startsWith("127.0.0.1:"));
        assertTrue(info.toString(), info.path("warnings").isEmpty());
        var forPeople = viewer.run("coattail:info");
        assertTrue(
                forPeople.output(), forPeople.output().contains(info.path("id").asText()));
    }

    @Test
    public void anAdminIssuesATokenThatOthersSeeInTheList() throws Exception {
        var admin = as(User.ADMIN);
        var viewer = as(User.VIEWER);
        var issued = admin.run("coattail:token-issue --performable echo --json");
        assertEquals(issued.output(), 0, issued.exitCode());
        var id = issued.json().path("id").asText();
        assertTrue(issued.json().path("token").asText().startsWith("eyJ"));
        assertTrue(id + " in " + tokens(viewer), tokens(viewer).contains(id));
        var list = viewer.run("coattail:token-list --json").output();
        assertFalse("the list shows no token itself", list.contains("eyJ"));
    }

    @Test
    public void theSamplesAnswerInAConsoleOnceTheirFeatureIsInstalled() throws Exception {
        try (var stopped = new Stopped(context)) {
            features.installFeature("coattail-samples");
            var manager = as(User.MANAGER);
            var viewer = as(User.VIEWER);
            try {
                Await.until(() -> "echo isn't offered", () -> !providers(viewer).isEmpty());
                // What is typed is on the screen, too, so nobody types the answer whole.
                manager.type("half = 4711; coattail:action-perform echo \"${half}0815\"", "47110815");
                var same = manager.run("coattail:action-perform echo '{\"any\": [\"json\", 1.10, null]}'");
                assertEquals(same.output(), 0, same.exitCode());
                assertTrue(same.output(), same.output().contains("1.10"));
                var refused = viewer.run("coattail:action-perform echo '1'");
                assertNotEquals("a viewer makes nothing act: " + refused.output(), 0, refused.exitCode());
            } finally {
                features.uninstallFeature("coattail-samples");
            }
            assertEquals("what stopped", Set.of(SampleJar.SYMBOLIC_NAME), stopped.names());
        }
    }

    @Test
    public void aJarInTheFolderOfActionsIsDeployedReplacedAndRemovedWithTheFile() throws Exception {
        var jar = Path.of(System.getProperty("karaf.base"), "actions", "samples.jar");
        var manager = as(User.MANAGER);
        try (var stopped = new Stopped(context)) {
            Files.createDirectories(jar.getParent());
            Files.copy(SampleJar.shipped(), jar);
            Await.until(() -> "deployed: " + bundlesAmiss(), () -> !providers(manager)
                    .isEmpty());
            var first = only(SampleJar.SYMBOLIC_NAME).getVersion();
            assertEquals(List.of(SampleJar.SYMBOLIC_NAME + " " + first), providers(manager));
            assertEquals(
                    "42",
                    manager.run("coattail:action-perform echo 42").output().strip());

            var second = new Version(first.getMajor(), first.getMinor() + 1, 0);
            var replacement = SampleJar.withVersion(second.toString(), jar.resolveSibling("samples.new"));
            Files.move(replacement, jar, StandardCopyOption.REPLACE_EXISTING);
            Await.until(() -> "replaced: " + bundlesAmiss(), () -> providers(manager)
                    .equals(List.of(SampleJar.SYMBOLIC_NAME + " " + second)));
            assertEquals(second, only(SampleJar.SYMBOLIC_NAME).getVersion());
            assertEquals(
                    "43",
                    manager.run("coattail:action-perform echo 43").output().strip());

            Files.delete(jar);
            Await.until(() -> "removed", () -> all(SampleJar.SYMBOLIC_NAME).isEmpty());
            assertEquals(List.of(), providers(manager));
            // A name that has just gone may come back: the call waits a while before it says that there is none.
            var gone = manager.run("coattail:action-perform echo 44 --timeout 60s --json");
            assertEquals(gone.output(), 1, gone.exitCode());
            assertEquals(
                    "NO_SUCH_ACTION", gone.json().path("error").path("code").asText());
            assertEquals("what stopped", Set.of(SampleJar.SYMBOLIC_NAME), stopped.names());
        } finally {
            Files.deleteIfExists(jar);
        }
    }

    private static Ssh as(User user) {
        return Ssh.as(user, Integer.getInteger("coattail.ssh.port"));
    }

    private static boolean listens(Ssh.Answer info) {
        return info.exitCode() == 0 && info.json().path("listening").asBoolean();
    }

    private List<String> bundlesAmiss() {
        var asleep = notToBeStarted();
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> bundle.getState() != Bundle.RESOLVED
                        || (!isFragment(bundle) && !asleep.contains(bundle.getLocation())))
                .map(bundle -> bundle + " in state " + bundle.getState())
                .toList();
    }

    /** The bundles that the features only install. */
    private Set<String> notToBeStarted() {
        var locations = new HashSet<String>();
        try {
            for (var feature : features.listInstalledFeatures()) {
                feature.getBundles().stream()
                        .filter(bundle -> !bundle.isStart())
                        .map(BundleInfo::getLocation)
                        .forEach(locations::add);
            }
        } catch (Exception e) {
            throw new AssertionError("the features can't be listed", e);
        }
        return locations;
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private List<Bundle> all(String symbolicName) {
        return Stream.of(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    private Bundle only(String symbolicName) {
        var found = all(symbolicName);
        assertEquals("bundles " + symbolicName + ": " + found, 1, found.size());
        return found.get(0);
    }

    /** Which bundles provide echo. */
    private static List<String> providers(Ssh user) throws Exception {
        return elements(user.run("coattail:action-list --json").json())
                .filter(action -> action.path("name").asText().equals("echo"))
                .map(action -> action.path("bundle").asText())
                .toList();
    }

    private static Set<String> tokens(Ssh user) throws Exception {
        return elements(user.run("coattail:token-list --json").json())
                .map(token -> token.path("id").asText())
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
