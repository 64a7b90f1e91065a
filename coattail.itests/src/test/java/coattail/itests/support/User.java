// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.util.Locale;

/** Who logs in to the console: one user for each role that the command ACL knows, and one who has none. */
public enum User {
    NOBODY,
    VIEWER,
    OPERATOR,
    MANAGER,
    ADMIN;

    public String login() {
        return "the-" + role();
    }

    public String password() {
        return "secret-of-" + login();
    }

    /** What etc/users.properties says of it. The role ssh is the one to log in with at all. */
    public String entry() {
        return password() + "," + (this == NOBODY ? "" : role() + ",") + "ssh";
    }

    /** The role's name. */
    public String role() {
        return name().toLowerCase(Locale.ROOT);
    }
}
