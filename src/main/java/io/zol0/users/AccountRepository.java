package io.zol0.users;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The accounts in the database. */
interface AccountRepository extends Repository<AccountEntity, Long> {
    Optional<AccountEntity> findByNameIgnoreCase(String name);

    AccountEntity save(AccountEntity account);

    long count();
}
