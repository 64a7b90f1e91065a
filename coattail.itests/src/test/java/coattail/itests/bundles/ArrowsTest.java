// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.Document;
import coattail.itests.support.Document.Row;
import coattail.itests.support.Workspace;

/** Who may use whom: the tables of docs/architecture.md, held against the classes. */
class ArrowsTest {
    private static final Document ARCHITECTURE = Document.of("docs/architecture.md");
    private static final String CORE = "coattail.core.internal.";
    /** What a bundle that uses it has a copy of. */
    private static final String COPY = "coattail.launcher.frame";

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() throws IOException {
        var locations = new ArrayList<Location>();
        for (var bundle : Workspace.bundles()) {
            // A jar where the bundles are packaged by then, else the folder of its classes.
            var path = BuiltBundle.named(bundle).path();
            locations.add(Files.isDirectory(path) ? Location.of(path) : Location.of(new JarFile(path.toFile())));
        }
        classes = new ClassFileImporter().importLocations(locations);
        assertTrue(classes.size() > 400, "too few classes were found: " + classes.size());
    }

    static List<Row> bundles() {
        return ARCHITECTURE.table("Bundles");
    }

    private static String root(Row bundle) {
        var names = bundle.cells().get(0);
        return names.get(names.size() - 1);
    }

    private static boolean within(String root, String name) {
        return name.equals(root) || name.startsWith(root + ".");
    }

    /** The uses of Coattail's own classes that leave a package, for which a rule has words. */
    private static String forbidden(Predicate<JavaClass> from, Function<Dependency, Stream<String>> verdict) {
        return classes.stream()
                .filter(from)
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> within("coattail", use.getTargetClass().getPackageName()))
                .filter(use -> !use.getOriginClass()
                        .getPackageName()
                        .equals(use.getTargetClass().getPackageName()))
                .flatMap(use -> verdict.apply(use).map(rule -> "\n" + use.getDescription() + "\n  breaks " + rule))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining());
    }

    @Test
    void everyBundleIsInTheTableAndTheOtherWayRound() {
        assertEquals(
                new TreeSet<>(Workspace.bundles()),
                bundles().stream().map(Row::subject).collect(Collectors.toCollection(TreeSet::new)),
                "Folders with a bnd.bnd, and the table at " + ARCHITECTURE.section("Bundles")
                        + ": say there what a new bundle is and what it uses");
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleUsesTheOthersItMay(Row bundle) {
        var allowed = bundle.cells().get(1);
        assertEquals("", forbidden(type -> within(root(bundle), type.getPackageName()), use -> {
            var target = use.getTargetClass().getPackageName();
            return within(root(bundle), target) || allowed.contains(target)
                    ? Stream.empty()
                    : Stream.of(ARCHITECTURE.line("| `" + bundle.subject() + "`"));
        }));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleHasThePackagesUnderItsRootAlone(Row bundle) {
        var strangers = BuiltBundle.named(bundle.subject()).entries().stream()
                .filter(entry -> entry.endsWith(".class") && entry.contains("/"))
                .map(entry -> entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'))
                .filter(name -> !within(root(bundle), name))
                .filter(name -> !name.equals(COPY) || !bundle.cells().get(1).contains(COPY))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                List.of(),
                List.copyOf(strangers),
                "Packages in " + bundle.subject() + " that belong elsewhere by " + bundle.where() + " and "
                        + ARCHITECTURE.line("its root package are one name"));
    }

    static Stream<List<Row>> layers() {
        return Stream.of(
                ARCHITECTURE.table("Inside the core"), ARCHITECTURE.table("Inside the shell and the launcher"));
    }

    private static String packageOf(Row layer) {
        return layer.subject().contains(".") ? layer.subject() : CORE + layer.subject();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aPackageUsesThoseAboveItInItsTable(List<Row> layers) {
        var order = layers.stream().map(ArrowsTest::packageOf).toList();
        assertEquals("", forbidden(type -> order.contains(type.getPackageName()), use -> {
            int from = order.indexOf(use.getOriginClass().getPackageName());
            int to = order.indexOf(use.getTargetClass().getPackageName());
            return to > from
                    ? Stream.of("the order of " + layers.get(from).where() + " ("
                            + layers.get(from).subject() + ") and "
                            + layers.get(to).where() + " (" + layers.get(to).subject() + ")")
                    : Stream.empty();
        }));
    }

    @Test
    void everyPackageIsInItsTable() {
        var known = Stream.concat(
                        layers().flatMap(List::stream).map(ArrowsTest::packageOf),
                        bundles().stream().map(ArrowsTest::root))
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(List.of(
                "coattail.core.spi", "coattail.core.admin", "coattail.transport.internal", "coattail.store.internal"));
        assertEquals(
                List.of(),
                classes.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> within("coattail", name) && !known.contains(name))
                        .distinct()
                        .sorted()
                        .toList(),
                "Packages that no table of docs/architecture.md has: give each its place in the order, at "
                        + ARCHITECTURE.section("Inside the core") + " or "
                        + ARCHITECTURE.section("Inside the shell and the launcher"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"coattail.core.spi", "coattail.core.admin"})
    void whatTheCoreExportsUsesTheApiAlone(String exported) {
        assertEquals(
                "",
                forbidden(
                        type -> type.getPackageName().equals(exported),
                        use -> use.getTargetClass().getPackageName().equals("coattail.api")
                                ? Stream.empty()
                                : Stream.of(ARCHITECTURE.line("which use `coattail.api` and nothing else"))));
    }

    @Test
    void noPackageUsesOneThatUsesIt() {
        slices().matching("(**)")
                .should()
                .beFreeOfCycles()
                .because(ARCHITECTURE.line("none uses one that uses it"))
                .check(classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coattail.transport.internal", "coattail.store.internal"})
    void inOnePackageClassesUseOneAnotherInOneDirection(String name) {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().equals(name)
                                ? SliceIdentifier.of(top(type).getSimpleName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes of " + name;
                    }
                })
                .should()
                .beFreeOfCycles()
                .because(ARCHITECTURE.line("classes use one another in one direction only"))
                .check(classes);
    }

    private static JavaClass top(JavaClass type) {
        return type.getEnclosingClass().map(ArrowsTest::top).orElse(type);
    }

    @Test
    void tlsItselfKnowsNeitherSocketsNorThreads() {
        noClasses()
                .that()
                .haveSimpleName("TlsChannel")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.mina..", "java.net..", "java.nio.channels..", "java.util.concurrent.."))
                .because(ARCHITECTURE.line("knows neither sockets nor threads"))
                .check(classes);
    }

    @Test
    void flywayIsKnownToTheClassesOfItsNameAlone() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Flyway\\w*(\\$.*)?")
                .and()
                .resideInAPackage("coattail..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.flywaydb.."))
                .because(ARCHITECTURE.line("alone know that Flyway moves the schema"))
                .check(classes);
    }

    @Test
    void theProtocolHasNoSocketNoThreadNoClockAndNoRandomnessOfItsOwn() {
        var rule = ARCHITECTURE.line("know no socket, no thread, no system clock and no randomness");
        var protocol = new String[] {CORE + "wire..", CORE + "session.."};
        noClasses()
                .that()
                .resideInAnyPackage(protocol)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels..")
                        .or(DescribedPredicate.describe(
                                "threads and clocks",
                                type -> List.of(Thread.class, Clock.class, Random.class).stream()
                                                .anyMatch(type::isAssignableTo)
                                        || type.isAssignableTo(Executor.class))))
                .because(rule)
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(protocol)
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "the time or randomness is fetched from", ArrowsTest::fetchesTimeOrRandomness))
                .because(rule)
                .check(classes);
    }

    private static boolean fetchesTimeOrRandomness(JavaAccess<?> access) {
        var target = access.getTargetOwner().getFullName() + "." + access.getName();
        return List.of(
                        "java.lang.System.currentTimeMillis",
                        "java.lang.System.nanoTime",
                        "java.lang.Math.random",
                        "java.time.Instant.now",
                        "java.util.UUID.randomUUID",
                        "java.util.concurrent.ThreadLocalRandom.current",
                        "java.util.random.RandomGenerator.getDefault")
                .contains(target);
    }
}
