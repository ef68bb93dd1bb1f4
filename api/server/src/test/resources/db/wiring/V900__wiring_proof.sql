create table wiring_proof (number bigint primary key);
