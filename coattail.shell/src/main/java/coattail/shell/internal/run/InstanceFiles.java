// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.security.AccessController;
import javax.security.auth.Subject;

import org.apache.karaf.jaas.boot.principal.RolePrincipal;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;

/**
 * Who may have a command in Karaf's console read a file. It is read with the rights of the instance's account, which
 * reaches keys and passwords, and what a command makes of it comes back to whoever typed the command.
 */
final class InstanceFiles {
    private static final String ROLE = "admin";

    private InstanceFiles() {}

    /** @throws CoattailException if the user of this thread may not */
    static void demand() {
        if (!allowed()) {
            throw new CoattailException(
                    ErrorCode.FORBIDDEN,
                    "only the role admin may have the instance read a file; give what is in it instead of @file");
        }
    }

    /** Whether the user of this thread may. Without a user it is the instance itself that runs something. */
    @SuppressWarnings("removal") // what comes instead came with Java 18
    static boolean allowed() {
        var user = Subject.getSubject(AccessController.getContext());
        return user == null
                || user.getPrincipals(RolePrincipal.class).stream()
                        .anyMatch(role -> role.getName().equals(ROLE));
    }
}
