package io.zol0.users;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The accounts in the database. */
interface AccountRepository extends Repository<AccountEntity, Long> {
    Optional<AccountEntity> findByNameIgnoreCase(String name);

    List<AccountEntity> findAll();

    AccountEntity save(AccountEntity account);

    long count();
}
