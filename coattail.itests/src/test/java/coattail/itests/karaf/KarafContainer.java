// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.ops4j.pax.exam.Option;

import coattail.itests.support.FreePort;
import coattail.itests.support.IssuedTokens;
import coattail.itests.support.User;

/** How Pax Exam runs the archive: as it was built, but with ports of its own, users, and where its own parts lie. */
final class KarafContainer {
    private static final String SYSTEM_PROPERTIES = "etc/custom.system.properties";

    private KarafContainer() {}

    static Option[] options() {
        var archive = Path.of(property("coattail.archive")).toUri();
        var fixed = Stream.of(
                karafDistributionConfiguration()
                        .frameworkUrl(archive.toString())
                        .karafVersion(property("coattail.karaf"))
                        .name("coattail")
                        .unpackDirectory(Path.of(property(IssuedTokens.KEPT), "DistributionIT")
                                .toFile())
                        .useDeployFolder(false),
                vmOption("-XX:TieredStopAtLevel=1"), // see test.jvm in the pom.xml
                configureConsole().ignoreLocalConsole(),
                // SecretsIT reads its logs where they are.
                keepRuntimeFolder(),
                editConfigurationFilePut(SYSTEM_PROPERTIES, IssuedTokens.KEPT, property(IssuedTokens.KEPT)),
                // Pax Exam's own bundles come from where Maven has put them; Coattail's from the archive, as ever.
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        property("coattail.repository")),
                editConfigurationFilePut(SYSTEM_PROPERTIES, "coattail.ssh.port", "" + FreePort.next()),
                editConfigurationFilePut(SYSTEM_PROPERTIES, "coattail.rmi.registry.port", "" + FreePort.next()),
                editConfigurationFilePut(SYSTEM_PROPERTIES, "coattail.rmi.server.port", "" + FreePort.next()),
                editConfigurationFilePut("etc/coattail.listener.cfg", "bind", "127.0.0.1"),
                editConfigurationFilePut("etc/coattail.listener.cfg", "advertise", "127.0.0.1"),
                editConfigurationFilePut("etc/coattail.listener.cfg", "port", "0"));
        var users = Arrays.stream(User.values())
                .map(user -> editConfigurationFilePut("etc/users.properties", user.login(), user.entry()));
        return Stream.concat(fixed, users).toArray(Option[]::new);
    }

    private static String property(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the build sets " + name + "; so must whoever runs this test without it");
        }
        return value;
    }
}
