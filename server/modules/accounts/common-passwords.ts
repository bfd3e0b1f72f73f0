/**
 * The passwords of at least 10 characters that lead the published lists of leaked ones, in lower case. Small on
 * purpose: it stops the first guesses, the rate limits stop the rest.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `1234567890 12345678910 0123456789 0987654321 123456789a 1234567891 1029384756 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
  1qazxsw23edc 123qweasdzxc 123456qwerty qwerty123456 qwerty1234 qwertyuiop qwertyuiop123 qwertyuiop[] asdfghjkl;
  asdfghjkl123 zxcvbnm123 qazwsxedc123 qazwsxedcrfv passw0rd123 password12 password123 password1234 password12345
  password123! password1! password!! passwordpassword mypassword mypassword1 newpassword newpassword1 changeme123
  changeme1234 letmein123 letmein1234 letmeinplease welcome123 welcome1234 welcome123! welcome2024 welcome2025
  welcome2026 iloveyou12 iloveyou123 iloveyouforever sunshine123 princess123 football123 baseball123 superman123
  batman12345 michael123 jennifer123 charlie123 monkey12345 dragon12345 master12345 shadow12345 trustno1trustno1
  administrator administrator1 admin12345 admin123456 admin@12345 administrator123 root123456 test123456 testtest123
  testpassword user123456 guest12345 default123 secret1234 secretsecret abc123abc123 abcd123456 abcdef1234 abcdefghij1
  aa12345678 a123456789 a1234567890 q1w2e3r4t5 q1w2e3r4t5y6 zaq12wsxcde3 !qaz2wsx#edc pa$$word123 p@ssw0rd123
  p@ssw0rd1234 p@ssword123 p@ssw0rd!! liverpool1 liverpool123 manchester1 chelsea123 arsenal1234 london12345
  manchesterunited computer123 internet123 whatever123 starwars123 pokemon12345 minecraft123 summer2024! summer2025!
  summer2026! winter2024! winter2025! winter2026! spring2025! autumn2025! january2026 support123 support1234
  helpdesk123 customer123 company123 business123 parley12345 parleyparley correcthorsebatterystaple`.split(
    /\s+/,
  ),
);
