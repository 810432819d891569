print("qyzmet")
