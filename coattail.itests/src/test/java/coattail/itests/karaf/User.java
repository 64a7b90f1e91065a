// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import java.util.Locale;

/** Who logs in to the console: one user for each role that the command ACL knows. */
enum User {
    VIEWER,
    MANAGER,
    ADMIN;

    String login() {
        return "the-" + role();
    }

    String password() {
        return "secret-of-" + login();
    }

    /** What etc/users.properties says of it. The role ssh is the one to log in with at all. */
    String entry() {
        return password() + "," + role() + ",ssh";
    }

    private String role() {
        return name().toLowerCase(Locale.ROOT);
    }
}
